#!/usr/bin/env python3
"""Every C and C++ file is as clang-format 19 writes it; other versions write it differently.

usage: format.py [CLANG-FORMAT]
"""
import os
import subprocess
import sys
import tempfile

import house


def faults(program, paths):
    found = []
    for start in range(0, len(paths), 50):
        checked = subprocess.run([program, "--dry-run", "-Werror", "--ferror-limit=1",
                                  *paths[start:start + 50]],
                                 cwd=house.ROOT, capture_output=True, text=True)
        found += [line.split(": error:")[0] + ": ./dev fmt would write this differently"
                  for line in checked.stderr.splitlines() if ": error:" in line]
        if checked.returncode and not found:
            found.append(checked.stderr)
    return found


def self_test(program):
    with tempfile.TemporaryDirectory(dir=os.path.join(house.ROOT, "build")) as folder:
        path = os.path.join(folder, "planted.cpp")
        with open(path, "w", encoding="utf-8") as file:
            file.write("int  main( ){return 0;}\n")
        house.expect(faults(program, [path]), "differently")


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "clang-format-19"
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    if " 19." not in version:
        print(f"clang-format 19 is needed, this is: {version or program + ' (missing)'}")
        sys.exit(1)
    self_test(program)
    sources = [path for path, text in house.tree(*house.CODE).items()
               if not house.is_generated(text)]
    house.report(faults(program, sources), len(sources))


if __name__ == "__main__":
    main()

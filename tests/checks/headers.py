#!/usr/bin/env python3
"""Every header compiles alone: .hpp as C++20 and as often as anyone includes it; .h as C99 and
C++20, both -pedantic.

usage: headers.py CACHE-FOLDER C-COMPILER C++-COMPILER -- FLAG...

A header that is the first include of a source in lib or server has been compiled alone by the build
itself, and only its #pragma once is looked at. A header whose text and whose own headers have not
changed since it passed is not compiled again.
"""
import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys
import tempfile

import house

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">]', re.MULTILINE)
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
C_FLAGS = ["-x", "c", "-std=c99", "-pedantic-errors", *WARNINGS]
CXX_FLAGS = ["-x", "c++", "-std=c++20", *WARNINGS]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def fingerprint(path, extra):
    """Of the header and of everything in the tree that it includes."""
    digest, waiting, seen = hashlib.sha256(extra.encode()), [path], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        text = read(current)
        digest.update(text.encode())
        for name in INCLUDE.findall(text):
            target = resolve(current, name)
            if target:
                waiting.append(target)
    return digest.hexdigest()


def resolve(path, name):
    """The file of the tree that an include means, or None."""
    for folder in (os.path.dirname(path), house.ROOT, f"{house.ROOT}/include"):
        target = os.path.normpath(os.path.join(folder, name))
        if os.path.isfile(target):
            return target
    return None


def proven_by_build(sources):
    """The headers that come first in one of these sources, and guard themselves."""
    found = set()
    for source in sources:
        first = INCLUDE.search(read(source))
        header = resolve(source, first.group(1)) if first else None
        if header and header.endswith(".hpp") and "\n#pragma once\n" in "\n" + read(header):
            found.add(header)
    return found


def compile_alone(path, compiler, language, flags, cache):
    """A list with what the compiler said, empty when it was content."""
    stamp = os.path.join(cache, fingerprint(path, " ".join([compiler, *language, *flags])))
    if os.path.exists(stamp):
        return []
    done = subprocess.run([compiler, *language, *flags, "-I", house.ROOT,
                           "-I", os.path.join(house.ROOT, "include"), "-fsyntax-only", "-"],
                          input=f'#include "{path}"\n#include "{path}"\n',
                          capture_output=True, text=True)
    if done.returncode:
        return [f"{os.path.relpath(path, house.ROOT)} does not compile alone:\n{done.stderr}"]
    with open(stamp, "w", encoding="ascii"):
        return []


def faults(paths, compilers, flags, cache):
    jobs = []
    for path in paths:
        if path.endswith(".h"):
            jobs.append((path, compilers[0], C_FLAGS))
        jobs.append((path, compilers[1], CXX_FLAGS))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda job: compile_alone(*job, flags, cache), jobs)
        return [fault for result in results for fault in result]


def self_test(compilers):
    with tempfile.TemporaryDirectory() as folder:
        planted = {"needy.hpp": "#pragma once\ninline std::string name;\n",
                   "unguarded.hpp": "struct Twice {};\n",
                   "cxx.h": "#pragma once\n#ifndef __cplusplus\nint f(int&);\n#endif\n",
                   "fine.hpp": "#pragma once\n#include <string>\ninline std::string name;\n",
                   "fine.cpp": '// Why.\n#include "fine.hpp"\n#include "needy.hpp"\n',
                   "unguarded.cpp": '#include "unguarded.hpp"\n'}
        paths = []
        for name, text in planted.items():
            paths.append(os.path.join(folder, name))
            with open(paths[-1], "w", encoding="ascii") as file:
                file.write(text)
        sources = [path for path in paths if path.endswith(".cpp")]
        assert proven_by_build(sources) == {os.path.join(folder, "fine.hpp")}
        headers = [path for path in paths if path not in sources]
        house.expect(faults(headers, compilers, [], folder), "needy", "unguarded", "cxx.h")


def main():
    split = sys.argv.index("--")
    cache, *compilers = sys.argv[1:split]
    flags = sys.argv[split + 1:]
    os.makedirs(cache, exist_ok=True)
    self_test(compilers)
    paths = [os.path.join(house.ROOT, path) for path in house.paths()
             if path.endswith((".h", ".hpp")) and path.startswith(("include/", "lib/", "server/"))
             and not path.startswith("lib/phone/generate/")]
    proven = proven_by_build(os.path.join(house.ROOT, path) for path in house.paths()
                             if path.endswith(".cpp") and path.startswith(("lib/", "server/")))
    alone = [path for path in paths if path not in proven]
    print(f"{len(paths) - len(alone)} proven by the build")
    house.report(faults(alone, compilers, flags, cache), len(paths))


if __name__ == "__main__":
    main()

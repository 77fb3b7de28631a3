#!/usr/bin/env python3
"""What hark.h declares, what symbols.txt lists and what the shared library exports are the same.

usage: exports.py NM LIBRARY SYMBOLS HEADER
"""
import re
import subprocess
import sys

DECLARATION = re.compile(r"^HARK_API[^;(]*?\b(hark_\w+)\(", re.MULTILINE)


def difference(header, listed, exported):
    """One line for each name that is not in all three."""
    places = {"hark.h": header, "symbols.txt": listed, "the library": exported}
    return [f"{name} is not in {place}" for name in sorted(header | listed | exported)
            for place, names in places.items() if name not in names]


def self_test():
    declared = "HARK_API hark_status hark_a(int x);\nHARK_API void\nhark_b(void);\n/* hark_c( */\n"
    assert set(DECLARATION.findall(declared)) == {"hark_a", "hark_b"}
    assert difference({"a"}, {"a"}, {"a", "b"}) == ["b is not in hark.h", "b is not in symbols.txt"]


def main():
    self_test()
    nm, library, symbols, header = sys.argv[1:]
    listing = subprocess.run([nm, "--dynamic", "--defined-only", library], check=True, text=True,
                             capture_output=True).stdout
    exported = {line.split()[-1] for line in listing.splitlines() if line.strip()}
    with open(symbols, encoding="ascii") as file:
        listed = set(file.read().split())
    with open(header, encoding="utf-8") as file:
        declared = set(DECLARATION.findall(file.read()))
    faults = difference(declared, listed, exported)
    print("\n".join(faults) if faults else f"{len(declared)} functions")
    sys.exit(1 if faults or not declared else 0)


if __name__ == "__main__":
    main()

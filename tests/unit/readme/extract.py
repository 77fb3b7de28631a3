#!/usr/bin/env python3
"""Writes the C++ example of the README, as it stands there, to a file that a test compiles."""
import re
import sys

BLOCK = re.compile(r"<!-- example -->\n```cpp\n(.*?)```\n<!-- /example -->", re.DOTALL)


def main():
    readme, out = sys.argv[1:]
    with open(readme, encoding="utf-8") as file:
        found = BLOCK.findall(file.read())
    if len(found) != 1:
        sys.exit(f"{readme}: one example expected, {len(found)} found")
    with open(out, "w", encoding="utf-8") as file:
        file.write(found[0])


main()

#!/usr/bin/env python3
"""The table of limits in the README holds what include/hark/limits.hpp says, all and no more."""
import os
import re
import sys

import house

HEADER, README = "include/hark/limits.hpp", "README.md"
CONSTANT = re.compile(r"^inline constexpr [\w:]+\s+(\w+)\s*=\s*([^;]+);", re.MULTILINE)
ROW = re.compile(r"^\|\s*`?(\w+)`?\s*\|\s*([^|]+?)\s*\|", re.MULTILINE)
UNITS = re.compile(r"_(?:bytes|ms|days|hours|months|max|min|shown|default)(?:_|$)")
SIZES = {"KiB": 1024, "MiB": 1024 * 1024}


def constants(text):
    """{name: number}; a value is a product of whole numbers."""
    found = {}
    for name, value in CONSTANT.findall(house.without_comments(text)):
        number = 1
        for factor in value.replace("'", "").split("*"):
            number *= int(factor)
        found[name] = number
    return found


def number_of(cell):
    """65 536, 65,536, 10'000, 64 KiB."""
    match = re.fullmatch(r"`?([\d\s ,']+?)\s*(KiB|MiB)?`?", cell)
    if not match:
        return None
    return int(re.sub(r"\D", "", match.group(1))) * SIZES.get(match.group(2), 1)


def faults(header, readme):
    promised, real = dict(ROW.findall(readme)), constants(header)
    found = []
    for name, value in real.items():
        if name not in promised:
            found.append(f"{README}: the limit {name} = {value} is not in the table")
        elif number_of(promised[name]) != value:
            found.append(f"{README}: {name} is {promised[name]}, but {value} in {HEADER}")
    found += [f"{README}: {name} is no limit of {HEADER}"
              for name in promised if name not in real and UNITS.search(name)]
    return found


def self_test():
    header = ("inline constexpr std::size_t body_bytes_max = 64 * 1024; // = 5;\n"
              "inline constexpr std::int64_t write_wait_ms_max =\n    10'000;\n"
              "inline constexpr std::size_t depth_max = 3;\n")
    readme = ("| `body_bytes_max` | 64 KiB | x |\n| write_wait_ms_max | 10 000 | x |\n"
              "| depth_max | 4 | x |\n| old_bytes_max | 4 | x |\n")
    house.expect(faults(header, readme),
                 "depth_max is 4", "old_bytes_max is no limit")
    house.expect(faults(header, ""), "body_bytes_max", "write_wait_ms_max", "depth_max")


def main():
    self_test()
    texts = []
    for path in (HEADER, README):
        if not os.path.exists(os.path.join(house.ROOT, path)):
            print(f"{path} does not exist")
            sys.exit(77)
        with open(os.path.join(house.ROOT, path), encoding="utf-8") as file:
            texts.append(file.read())
    house.report(faults(*texts), len(constants(texts[0])))


if __name__ == "__main__":
    main()

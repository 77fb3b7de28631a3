#!/usr/bin/env python3
"""The top level is closed, and no file names a package registry or a place on one machine."""
import re

import house

TOP = {"dev", "meson.build", "meson_options.txt", "README.md", "CHANGELOG.md", "LICENSE",
       ".gitignore", ".clang-format", ".ci", "include", "lib", "server", "bindings",
       "examples", "tests"}

# Whoever builds Hark takes packages from the archive that the machine already uses.
REGISTRIES = re.compile(
    r"(?:deb|security|snapshot|archive|ftp\.\w+)\.debian\.org|archive\.ubuntu\.com"
    r"|registry\.(?:npmjs\.org|yarnpkg\.com)|files\.pythonhosted\.org|pypi\.org"
    r"|(?:proxy|sum)\.golang\.org|crates\.io|rubygems\.org|packagist\.org|nuget\.org"
    r"|repo1?\.maven\.(?:apache\.)?org|docker\.io|ghcr\.io|quay\.io|pkg\.dev\b")
MACHINE = re.compile(r"(?<![\w.}$\]-])/(?:work|home|root|Users|mnt)/[\w.]")


def faults(files):
    found = []
    for path, text in files.items():
        if path.split("/")[0] not in TOP:
            found.append(f"{path}: the top level is closed; room is in one of its folders")
        for pattern, why in ((REGISTRIES, "names a package registry"),
                             (MACHINE, "is a place on one machine")):
            for match in pattern.finditer(text):
                found.append(f"{path}:{house.line_of(text, match.start())}: {match.group(0)} {why}")
    return found


def self_test():
    slash = "/"
    house.expect(faults({
        "tools/x.py": "",
        "dev": "curl https://deb." + "debian.org/debian\n",
        "lib/a.cpp": f'open("{slash}home/me/x"); open("{slash}usr"); // see x.org{slash}home/a\n',
    }), "top level is closed", "registry", "one machine")


if __name__ == "__main__":
    self_test()
    TREE = house.tree()
    house.report(faults(TREE), len(TREE))

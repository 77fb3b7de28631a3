#!/usr/bin/env python3
"""./dev lists every command that it has, and each explains itself."""
import os
import re
import subprocess

import house

DEV = os.path.join(house.ROOT, "dev")


def ask(*arguments):
    done = subprocess.run([DEV, *arguments], capture_output=True, text=True, timeout=60)
    return done.stdout if done.returncode == 0 else ""


def commands_of(source):
    """The names that the last `case` of the script answers to."""
    return set(re.findall(r"^([a-z][a-z-]*)\)", source[source.rindex('case $command in'):],
                          re.MULTILINE))


def listed_in(usage):
    return set(re.findall(r"^  ([a-z][a-z-]*) {2,}", usage, re.MULTILINE))


def faults(source, usage, helps):
    real, listed = commands_of(source), listed_in(usage)
    found = [f"./dev does not list {name}" for name in sorted(real - listed)]
    found += [f"./dev lists {name}, which does not exist" for name in sorted(listed - real)]
    found += [f"./dev {name} --help says nothing of use" for name in sorted(real & listed)
              if not helps(name).startswith(f"usage: ./dev {name}")]
    return found


def self_test():
    source = "case $command in\nrun) run ;;\ntest)\n    t\n    ;;\nnew) n ;;\n*) ;;\nesac\n"
    house.expect(faults(source, "  run      it\n  test     it\n  old      it\n",
                        lambda name: "usage: ./dev run" if name == "run" else ""),
                 "does not list new", "lists old", "test --help")


if __name__ == "__main__":
    self_test()
    with open(DEV, encoding="utf-8") as FILE:
        SOURCE = FILE.read()
    house.report(faults(SOURCE, ask(), lambda name: ask(name, "--help")), len(commands_of(SOURCE)))

#!/usr/bin/env python3
"""Add up what several `meson test` runs have done, and say it in one last line.

usage: count.py NAME:TESTLOG.JSON... | does-not-compile:NAME

A doctest program counts its cases, every other test counts as one. A program that failed counts at
least one failure, whatever it printed; a run without a single test is a failure, too.
"""
import json
import re
import sys

DOCTEST = re.compile(r"\[doctest\] test cases:\s*(\d+) \|\s*(\d+) passed \|\s*(\d+) failed")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
GOOD = {"OK", "EXPECTEDFAIL"}


def count(test):
    """(passed, failed, skipped) of one entry of meson's log."""
    if test["result"] == "SKIP":
        return 0, 0, 1
    cases = DOCTEST.findall(COLOURS.sub("", test.get("stdout", "")))
    passed = sum(int(case[1]) for case in cases)
    failed = sum(int(case[2]) for case in cases)
    if test["result"] in GOOD:
        return max(passed, 1), 0, 0
    return passed, max(failed, 1), 0


def self_test():
    line = "[doctest] test cases:  5 |  4 passed | 1 failed | 0 skipped"
    assert count({"result": "FAIL", "stdout": line}) == (4, 1, 0)
    assert count({"result": "ERROR", "stdout": line.replace("1 failed", "0 failed")}) == (4, 1, 0)
    assert count({"result": "TIMEOUT"}) == (0, 1, 0)
    assert count({"result": "UNEXPECTEDPASS"}) == (0, 1, 0)
    assert count({"result": "EXPECTEDFAIL"}) == (1, 0, 0)
    assert count({"result": "SKIP"}) == (0, 0, 1)


def main():
    self_test()
    totals = [0, 0, 0]
    bad = []
    for argument in sys.argv[1:]:
        name, _, log = argument.partition(":")
        if name == "does-not-compile":
            totals[1] += 1
            bad.append(f"{log}: does not compile")
            continue
        tests = []
        try:
            with open(log, encoding="utf-8") as file:
                tests = [json.loads(line) for line in file if line.strip()]
        except FileNotFoundError:
            pass
        if not tests:
            totals[1] += 1
            bad.append(f"{name}: not a single test ran")
        for test in tests:
            result = count(test)
            totals = [total + one for total, one in zip(totals, result)]
            if result[1]:
                bad.append(f"{name}: {test['name']}: {test['result']}")
            elif result[2]:
                print(f"skipped in {name}: {test['name']}")
    print()
    for line in bad:
        print(f"failed in {line}")
    passed, failed, skipped = totals
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

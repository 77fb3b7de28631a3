#!/usr/bin/env python3
"""No global symbol of the compiled SQLCipher keeps a name that a plain SQLite has, too.

usage: symbols.py NM LIBRARY...
"""
import subprocess
import sys


def foreign(lines):
    """The defined or wanted names that a plain SQLite, or a host's SQLCipher, would answer."""
    names = {line.split()[-1] for line in lines if line.strip() and not line.endswith(":")}
    return sorted(name for name in names if name.startswith(("sqlite3", "sqlcipher")))


def self_test():
    planted = ["0000 T hark_sqlite3_open", "0010 T sqlite3_open_v2", "         U sqlcipher_free"]
    assert foreign(planted) == ["sqlcipher_free", "sqlite3_open_v2"], foreign(planted)
    assert foreign(["libx.a:", "0000 T hark_sqlite3_open"]) == []


def main():
    self_test()
    nm, *libraries = sys.argv[1:]
    faults = 0
    for library in libraries:
        listing = subprocess.run([nm, "--extern-only", library], check=True, text=True,
                                 capture_output=True).stdout.splitlines()
        if not any("hark_sqlite3_open_v2" in line for line in listing):
            print(f"{library}: SQLCipher is not in it, so this proves nothing")
            faults += 1
        for name in foreign(listing):
            print(f"{library}: {name} has not been renamed")
            faults += 1
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Write hark_rename.h: every global name of the SQLCipher amalgamation, given the prefix hark_.

A host that embeds Hark may link plain SQLite as well, statically or dynamically and in any order.
Hidden visibility protects a shared library, but not a static one: there the linker would take the
first sqlite3_open it meets, and the host's plain SQLite would silently write plaintext. A name
that nobody else has cannot be confused. tests/checks/symbols.py proves with nm that none was missed.

usage: rename.py sqlite3.c hark_rename.h
"""
import re
import sys

# Types stay as they are: they have no symbol, and headers declare them ahead without this file.
API = re.compile(r"\bSQLITE_API\b([^;{]*)")
NAME = re.compile(r"\b(sqlite3\w*)\s*(?=\(|\[|=|$)")
# SQLCipher marks few of its own functions, so all of their names are taken; its local ones too,
# which does no harm.
CIPHER = re.compile(r"^(?!#)[^\n/]*?\b(sqlcipher\w+)\s*\(", re.MULTILINE)


def names(source):
    found = set()
    for declaration in API.finditer(source):
        name = NAME.search(declaration.group(1))
        if name:
            found.add(name.group(1))
    found.update(CIPHER.findall(source))
    return sorted(found)


def main():
    source_path, header_path = sys.argv[1:]
    with open(source_path, encoding="utf-8", errors="replace") as file:
        renamed = names(file.read())
    if len(renamed) < 200 or "sqlite3_open_v2" not in renamed:
        sys.exit(f"rename.py: {source_path} does not look like the SQLCipher amalgamation")
    with open(header_path, "w", encoding="ascii") as file:
        file.write("/* Made by lib/store/sqlcipher/vendor/rename.py; included before sqlite3.c and\n"
                   "   sqlite3.h, so that no name of ours can meet a plain SQLite in the same program. */\n"
                   "#ifndef HARK_SQLITE_RENAME_H\n#define HARK_SQLITE_RENAME_H\n")
        for name in renamed:
            file.write(f"#define {name} hark_{name}\n")
        file.write("#endif\n")


if __name__ == "__main__":
    main()

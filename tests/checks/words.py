#!/usr/bin/env python3
"""Words that the house keeps out of its sources, and where each is kept out."""
import re

import house

LIBRARY = ("include/", "lib/")
SHIPPED = ("include/", "lib/", "server/")

# (pattern, folders, but not in these, why). Looked for in sources without comments and strings.
BANNED = [
    (r"\bstd::w?regex\b|\bstd::basic_regex\b|#\s*include\s*<regex>", SHIPPED, (),
     "std::regex is slow and can be made to exhaust the stack"),
    (r"\bv?[sf]?n?w?printf\s*\(|\b(?:f?puts|f?putc|putchar|perror|strerror)\s*\(", SHIPPED, (),
     "printf and its kin: text is built from typed values"),
    (r"\bstd::(?:cout|cerr|clog)\b|#\s*include\s*<iostream>", LIBRARY, ("lib/phone/generate/",),
     "the library prints nothing"),
    # `::new (place) T` makes an object in memory that somebody owns already.
    (r"\bnew\b\s+[A-Za-z_:]|(?<!::)\bnew\b\s+\(", SHIPPED, (), "naked new: use make_unique"),
    (r"(?<![=\w])(?<!= )\bdelete\b(?!\s*;\s*//)", SHIPPED, (), "naked delete: let an owner do it"),
    (r"\bcatch\s*\(", SHIPPED, ("lib/capi/", "server/http/", "lib/phone/generate/"),
     "only the C ABI and the HTTP door catch"),
    (r"(?<![.>\w])(?:std::)?(?:abort|exit|quick_exit|at_quick_exit|atexit|signal|sigaction|raise|"
     r"terminate)\s*\(", LIBRARY, ("lib/phone/generate/",),
     "the library neither ends its host nor takes its signals"),
    (r"\bsqlite3_errmsg\w*\b", SHIPPED, (), "SQLite's message may quote a caller's data"),
]

# Looked for in everything, comments included. Written in two parts, so that it is not in here.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")


def is_wrapped_new(line):
    """unique_ptr<T>{new T}: the only way to own what only a member may construct."""
    return re.search(r"unique_ptr\b[^;]*[({]\s*new\b", line)


def faults(files):
    found = []
    for path, text in files.items():
        if path.endswith(house.CODE):
            bare = house.without_comments(text)
            lines = bare.split("\n")
            for pattern, folders, exempt, why in BANNED:
                if not path.startswith(folders) or (exempt and path.startswith(exempt)):
                    continue
                for match in re.finditer(pattern, bare):
                    number = house.line_of(bare, match.start())
                    around = " ".join(lines[max(0, number - 2):number])
                    if match.group(0).startswith("new") and is_wrapped_new(around):
                        continue
                    found.append(f"{path}:{number}: {match.group(0).strip()}: {why}")
        for match in UNFINISHED.finditer(text):
            found.append(f"{path}:{house.line_of(text, match.start())}: {match.group(0)}: "
                         "finish it, or open an issue")
    return found


def self_test():
    house.expect(faults({
        "lib/a.cpp": 'std::regex r; // printf("x")\nauto s = "new Thing, delete it";\n'
                     "X(const X&) = delete;\nstd::snprintf(b, n, f);\nstd::cout << 1;\n"
                     "auto* t = new Thing;\ndelete t;\nauto u = std::unique_ptr<T>{new T};\n"
                     "std::unique_ptr<T> v{\n    new T{std::move(x)}};\n"
                     "try {} catch (...) {}\nstd::abort();\nbatch.abort();\nsqlite3_errmsg(db);\n"
                     "int renewed = 1; int exit_code = 2;\nauto* p = ::new (room) T{};\n"
                     "auto* q = new (std::nothrow) T;\n",
        "lib/capi/guard.cpp": "try {} catch (...) {}\n",
        "README.md": "TO" + "DO: more\n",
    }), "std::regex", "snprintf", "std::cout", "new T", "new (", "delete", "catch", "abort",
        "errmsg", "finish it")


if __name__ == "__main__":
    self_test()
    TREE = house.tree()
    house.report(faults(TREE), len(TREE))

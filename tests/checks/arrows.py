#!/usr/bin/env python3
"""Includes point one way: base <- phone, identity, redaction, crypto, json, store <- memory, and
these <- capi; the server and the examples see include/hark alone. Foreign headers have one home."""
import fnmatch
import posixpath
import re

import house

# What a folder of lib may include besides itself and include/hark.
MAY_SEE = {
    "base": set(),
    "phone": {"base"},
    "identity": {"base"},
    "redaction": {"base"},
    "crypto": {"base"},
    "json": {"base"},
    "store": {"base"},
    "memory": {"base", "phone", "identity", "redaction", "crypto", "json", "store"},
    "capi": {"base", "phone", "identity", "redaction", "crypto", "json", "store", "memory"},
}

# Foreign headers and the only files that may see them; tests see what they like.
HOMES = {
    r"sqlite3(ext)?\.h": ["lib/store/sqlcipher/*"],
    r"httplib\.h": ["server/http/httplib_server.cpp"],
    r"simdjson(\.h|/.*)": ["lib/json/*"],
    r"sodium(\.h|/.*)": ["lib/crypto/*", "lib/base/secret.*", "lib/base/ids.*",
                          "lib/base/random.*", "lib/base/keyed_digest.*",
                          "lib/redaction/checks/wallet.cpp"],
    r"openssl/.*": ["lib/store/sqlcipher/vendor/openssl_reuse.h"],
    r"CLI/.*": ["server/cli/*"],
    r"phonenumbers/.*|google/.*|unicode/.*": ["lib/phone/generate/*"],
}

# Pure folders: everything they know comes as an argument.
PURE = ("lib/identity/", "lib/phone/", "lib/redaction/")
INPUT_OUTPUT = re.compile(
    r"fstream|iostream|cstdio|stdio\.h|unistd\.h|fcntl\.h|filesystem|ctime|time\.h|thread|mutex"
    r"|random|condition_variable|sys/.*|cstdlib|stdlib\.h")
CLOCK = re.compile(r"\b\w*_clock::now\b|\bgetenv\b|\bstd::time\s*\(")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def layer(path):
    """("lib", "phone"), ("hark", ""), ("server", ""), ... of a path in the tree."""
    parts = path.split("/")
    if parts[0] == "lib":
        return "lib", parts[1] if len(parts) > 2 else ""
    return ("hark", "") if path.startswith("include/") else (parts[0], "")


def target_of(path, quoted, name):
    """Where in the tree an include leads, or None when it leads outside."""
    if name.startswith("hark/"):
        return "include/" + name
    if name.split("/")[0] in ("lib", "server", "tests", "examples", "bindings", "include"):
        return name
    if quoted:
        return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    return None


def allowed(path, target):
    source, source_folder = layer(path)
    aim, aim_folder = layer(target)
    if source == "tests":
        return True
    if source == "hark":
        return aim == "hark"
    if source == "lib":
        return aim == "hark" or (aim == "lib" and
                                 (aim_folder == source_folder or
                                  aim_folder in MAY_SEE.get(source_folder, set())))
    if source == "bindings":
        return target == "include/hark/hark.h" or aim == "bindings"
    return aim in ("hark", source)


def faults(files):
    found = []
    for path, text in files.items():
        bare = house.without_comments(text, strings=False)
        pure = path.startswith(PURE) and not path.startswith("lib/phone/generate/")
        for match in INCLUDE.finditer(bare):
            quoted, name = match.group(1) == '"', match.group(2)
            where = f"{path}:{house.line_of(bare, match.start())}: "
            target = target_of(path, quoted, name)
            homes = next((h for pattern, h in HOMES.items() if re.fullmatch(pattern, name)), None)
            if homes is not None:
                if not any(fnmatch.fnmatch(path, home) for home in ["tests/*", *homes]):
                    found.append(f"{where}{name} may only be seen by {homes or 'nobody'}")
            elif target and not allowed(path, target):
                found.append(f"{where}{target} lies against the arrows")
            if pure and re.fullmatch(INPUT_OUTPUT, name):
                found.append(f"{where}{name}: this folder does no input or output")
        if pure:
            for match in CLOCK.finditer(house.without_comments(text)):
                found.append(f"{path}:{house.line_of(text, match.start())}: "
                             "this folder takes the time as an argument")
        if path.startswith("lib/") and layer(path)[1] not in {"", *MAY_SEE}:
            found.append(f"{path}: the folder has no place in the order of arrows")
    return found


def self_test():
    house.expect(faults({
        "include/hark/a.hpp": '#include "lib/base/b.hpp"\n#include "hark/c.hpp"\n',
        "lib/phone/a.cpp": '// #include "lib/store/store.hpp"\n#include "../store/store.hpp"\n'
                           '#include "hark/c.hpp"\n#include "digits.hpp"\n#include <fstream>\n'
                           'auto t = std::chrono::steady_clock::now();\n',
        "lib/memory/a.cpp": '#include "lib/capi/x.hpp"\n#include "lib/store/store.hpp"\n'
                            "#include <sqlite3.h>\n",
        "lib/store/sqlcipher/a.cpp": '#include <sqlite3.h>\n#include "lib/base/b.hpp"\n',
        "server/a.cpp": '#include "lib/base/b.hpp"\n#include "hark/h.hpp"\n#include <httplib.h>\n'
                        '#include "server/http/x.hpp"\n',
        "lib/novel/a.cpp": "",
        "tests/unit/a.cpp": '#include "lib/base/b.hpp"\n#include <sodium.h>\n',
    }), "lib/base/b.hpp lies against", "lib/store/store.hpp lies against", "fstream", "the time",
        "lib/capi/x.hpp lies against", "sqlite3.h may only", "lib/base/b.hpp lies against",
        "httplib.h may only", "no place in the order")


if __name__ == "__main__":
    self_test()
    TREE = house.tree(*house.CODE)
    house.report(faults(TREE), len(TREE))

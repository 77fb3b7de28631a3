"""What the checks share: the files of the tree, sources without comments and strings, and a report.

Each check is a function from {path: text} to a list of faults, so that it can be shown a planted
violation as easily as the real tree.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CODE = (".c", ".h", ".cpp", ".hpp")

TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*\""""
    r"""|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'""",
    re.DOTALL)


def is_generated(text):
    return re.search(r"\b(?:Generated|Made) by \S+/", text[:400]) is not None


def paths():
    """Every file that is, or is about to become, part of the project."""
    listing = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z"],
                             capture_output=True, text=True)
    if listing.returncode == 0:
        found = [path for path in listing.stdout.split("\0") if path]
    else:
        found = [os.path.relpath(os.path.join(folder, name), ROOT)
                 for folder, _, names in os.walk(ROOT) for name in names]
        found = [path for path in found if not path.startswith(("build" + os.sep, ".git" + os.sep))]
    return sorted(path for path in found if os.path.isfile(os.path.join(ROOT, path)))


def tree(*endings):
    """{path: text} of the project's text files, or of those with these endings."""
    files = {}
    for path in paths():
        if endings and not path.endswith(endings):
            continue
        try:
            with open(os.path.join(ROOT, path), encoding="utf-8") as file:
                files[path] = file.read()
        except UnicodeDecodeError:
            pass  # A fixture or a fuzz corpus: bytes, not text.
    return files


def without_comments(text, strings=True):
    """The text with comments, and strings unless told otherwise, blanked; lines stay in place."""
    def blank(match):
        token = match.group(0)
        if not strings and not token.startswith("/"):
            return token
        return re.sub(r"[^\n]", " ", token)
    return TOKEN.sub(blank, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def report(faults, looked_at):
    """Ends the program: red with the faults, or when there was nothing to look at."""
    for fault in faults:
        print(fault)
    if not looked_at:
        print("nothing was looked at, so this proves nothing")
    print(f"{looked_at} files, {len(faults)} faults")
    sys.exit(1 if faults or not looked_at else 0)


def expect(faults, *needles):
    """For self-tests: exactly these faults, in this order, each known by a part of its text."""
    if len(faults) != len(needles) or any(n not in f for n, f in zip(needles, faults)):
        print(f"the check does not find what it must: wanted {needles}, found {faults}")
        sys.exit(1)

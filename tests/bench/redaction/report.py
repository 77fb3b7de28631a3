"""How fast redaction is: `./dev bench redaction [PART...]`.

  PART   corpora, known, engines, line, worst, paths       (all)

How well it finds what is personal: `./dev bench redaction quality [--help]`.

Every figure has its reference from the same run: memcpy of the same 64 MB, RE2 (one alternation,
all spans) and Vectorscan (with the offsets of beginnings) on five patterns of shape, or Hark itself
without what the row adds. Texts are made from a seed (corpus.cpp).
"""
import json
import platform
import subprocess
import sys

# What each row is, and the goal for ours / reference: what was asked for, and the floor below it.
RATIOS = {
    "logs_4k": ("G1 JSON logs, one line in twenty personal, calls of 4 KB / memcpy", 0.15),
    "logs_300": ("G1 the same, calls of 300 bytes / memcpy", 0.15),
    "digits_0.5": ("0.5 % digits / memcpy", None),
    "digits_5": ("5 % digits / memcpy", None),
    "digits_25": ("25 % digits / memcpy", None),
    "digits_60": ("60 % digits / memcpy", None),
    "known_logs": ("G4 logs with 200 known values / without", 0.8),
    "known_calls": ("G4 transcripts with 200 known values / without", 0.8),
    "re2_logs": ("G5 five kinds, logs / RE2", 25),
    "vectorscan_logs": ("G5 five kinds, logs / Vectorscan", 20),
    "re2_calls": ("G5 five kinds, transcripts / RE2", 25),
    "vectorscan_calls": ("G5 five kinds, transcripts / Vectorscan", 20),
    "masks_scalar": ("class masks, scalar / memcpy", None),
    "masks_sse2": ("class masks, SSE2 / memcpy", None),
    "masks_avx2": ("class masks, AVX2 / memcpy", None),
}
RATES = {"none": "nothing personal", "1_in_20": "one line in twenty personal",
         "every": "every line personal"}
for rate, said in RATES.items():
    RATIOS |= {
        f"logs_json_{rate}": (f"G1 JSON logs, {said} / memcpy", 0.15),
        f"logs_plain_{rate}": ("G1 the same as plain text / memcpy", 0.15),
        f"logs_all_{rate}": ("G1 the same as JSON, spoken numbers too / memcpy", 0.10),
        f"calls_written_{rate}": (f"G2 transcripts, written forms, {said} / memcpy", 0.30),
        f"calls_spoken_{rate}": ("G3 the same, spoken numbers too / memcpy", 0.10),
    }
# What each plain figure is, and its goal.
PLAIN = {
    "known_build": ("64 known values built", 50),
    "line_p50": ("G7 one clean JSON log line, p50", 200),
    "line_allocations": ("G7 allocations in all lines", 0),
    "line_bytes": ("G7 length of a line", None),
}


def processor():
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as info:
            lines = dict(line.split(":", 1) for line in info if ":" in line)
    except OSError:
        return platform.machine()
    fields = {name.strip(): value.strip() for name, value in lines.items()}
    sets = [name for name in ("sse2", "avx2", "avx512bw", "asimd")
            if name in fields.get("flags", fields.get("Features", "")).split()]
    return f"{fields.get('model name', platform.machine())} ({', '.join(sets)})"


def show(row):
    name, ours, reference = row["row"], row["ours"], row["reference"]
    unit, behind = row["unit"], row.get("p99", 0)
    if name.startswith("worst_"):
        what, goal = f"G8 worst input: {name[6:]} / logs", 0.25
        growth = f", time(2n)/time(n) {behind:.2f}"
        reached = ours / reference >= goal and behind <= 2.2
    elif name in RATIOS:
        (what, goal), growth = RATIOS[name], ""
        reached = goal is None or ours / reference >= goal
    else:
        what, goal = PLAIN[name]
        tail = f" (p99 {behind:.0f})" if behind else ""
        verdict = "–" if goal is None else "yes" if ours <= goal else "no"
        print(f"| {what} | {ours:.0f} {unit}{tail} | – | – | "
              f"{'–' if goal is None else f'≤ {goal}'} | {verdict} |", flush=True)
        return
    print(f"| {what} | {ours:.3f} {unit} | {reference:.3f} {unit} | "
          f"{ours / reference:.3f}{growth} | "
          f"{'–' if goal is None else f'≥ {goal}'} | "
          f"{'–' if goal is None else 'yes' if reached else 'no'} |", flush=True)


def main(program, parts):
    if any(part in ("-h", "--help") for part in parts):
        print(__doc__.strip())
        return
    print(f"{processor()}\n")
    print("| measure | Hark | reference | ratio | goal | reached |\n|---|---|---|---|---|---|")
    for part in parts or [""]:
        with subprocess.Popen([program, part], stdout=subprocess.PIPE, text=True) as run:
            for line in run.stdout:
                show(json.loads(line))
        if run.returncode != 0:
            sys.exit(f"bench: {program} {part} failed")
    print("\nG6 (Presidio's patterns) is not measured: Debian does not have them.")

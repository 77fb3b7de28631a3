"""Plays the simulated worlds through `hark replay` and prints what came of it, and which gates it
reached.

usage: ./dev bench identity [--households N] [--stress-households N] [--worlds A[,B...]]
                            [--policies A[,B...]] [--seed N] [--slices]

  --households         of the base world, and of those compared with it call by call   (40000)
  --stress-households  of the other worlds                                             (16000)
  --worlds             which; all without it
  --policies           hark-1, additive-doc, additive-fit; those that hark replay knows
  --seed               101 and up report; 7 alone is for choosing constants            (101)
  --slices             also the slices of every world

Each figure stands with the interval in which 95 % of 200 draws of the callers lie. The results are
kept as JSON in build/bench/identity.
"""
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import time

# The seed on which constants may be chosen. Whatever is reported comes from another.
CHOOSING_SEED = 7
POLICIES = ("hark-1", "additive-doc", "additive-fit")
PAIRED = ("base", "junk_ids", "never_confirmed")  # as large as the base world

# figure, what it is, comparison, in the base world, in every other
GATES = (
    ("precision_high_uncapped", "precision of probability ≥ .8", ">=", .985, .95),
    ("ece", "ECE, calls with a candidate", "<=", .015, .03),
    ("brier_all", "Brier, all calls", "<=", .025, .07),
    ("brier", "Brier, calls with a candidate", "<=", .025, .07),
    ("precision_high", "precision of high", ">=", .985, .96),
    ("recall_high", "recall of high", ">=", .80, .70),
    ("spoof_high", "spoofed calls reaching high", "<=", .35, .35),
)
NEVER_CONFIRMED = (
    ("precision_high", "precision of high", ">=", .97),
    ("recall_high", "recall of high", ">=", .70),
    ("ece", "ECE, calls with a candidate", "<=", .03),
)
# figure, comparison with each additive policy, in the base world alone
BEATS = (("brier", "<", False), ("log_loss", "<", False), ("coverage_98", ">", False),
         ("coverage_99", ">", True))
JUNK_BRIER = .01  # by so much may the world of junk ids be worse than base

COLUMNS = (("share_high", "calls ≥ .8"), ("precision_high", "prec ≥ .8"),
           ("recall_high", "recall ≥ .8"), ("precision_medium", "prec .5–.8"),
           ("returning_low", "returning < .5"), ("false_per_1000", "false/1k"),
           ("spoof_high", "spoof ≥ .8"), ("brier_all", "Brier"), ("ece", "ECE"),
           ("log_loss", "log loss"), ("coverage_98", "cov@.98"), ("coverage_99", "cov@.99"))
UNCAPPED = {"precision_high": "precision_high_uncapped", "recall_high": "recall_high_uncapped",
            "spoof_high": "spoof_high_uncapped"}
MISTAKES = (("false_spoofed", "spoofed"), ("false_household", "household"),
            ("false_reassigned", "reassigned"), ("false_new_caller", "new caller"),
            ("false_other", "other"))


class Bench:
    def __init__(self, build, place, chosen):
        self.program = os.path.join(build, "tests", "bench", "world", "world_bench")
        self.place = place
        self.chosen = chosen
        os.makedirs(place, exist_ok=True)
        # Whoever builds meanwhile does not change what is measured.
        self.hark = shutil.copy2(os.path.join(build, "server", "hark"),
                                 os.path.join(place, "hark"))
        self.results = {}

    def knows(self, policy):
        done = subprocess.run([self.hark, "replay", "--policy", policy],
                              stdin=subprocess.DEVNULL, capture_output=True)
        return done.returncode == 0

    def worlds(self):
        done = subprocess.run([self.program, "--worlds"], capture_output=True, text=True,
                              check=True)
        return done.stdout.split()

    def households(self, world):
        return self.chosen["households" if world in PAIRED else "stress-households"]

    def play(self, world, policy):
        seed = self.chosen["seed"]
        done = subprocess.run(
            ["nice", "-n", "10", self.program, self.hark, policy, world, str(seed),
             str(self.households(world))], stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"bench: {world} under {policy} failed")
        with open(os.path.join(self.place, f"{world}-{policy}-{seed}.json"), "w",
                  encoding="utf-8") as file:
            file.write(done.stdout)
        return json.loads(done.stdout)

    def play_all(self, worlds, policies):
        """The longest first, two at a time."""
        runs = [(world, policy) for world in worlds for policy in policies]
        runs.sort(key=lambda run: -self.households(run[0]) *
                  (2 if run[0] in ("six_years", "worst") else 1))
        with concurrent.futures.ThreadPoolExecutor(2) as workers:
            waiting = {run: workers.submit(self.play, *run) for run in runs}
            for done, (run, future) in enumerate(waiting.items(), 1):
                self.results[run] = future.result()
                print(f"{done} of {len(runs)}: {' '.join(run)}", file=sys.stderr, flush=True)


def short(value):
    if value is None:
        return "–"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"


def with_interval(triple):
    value, low, high = triple
    return "–" if value is None else f"{short(value)} [{short(low)}–{short(high)}]"


def print_world(bench, world, policies):
    first = bench.results[world, policies[0]]
    calls = int(first["figures"]["calls"][0])
    print(f"\n### {world}: {first['households']} households, {first['years']:g} years, "
          f"{calls} calls counted\n")
    print("| policy | " + " | ".join(title for _, title in COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for policy in policies:
        figures = bench.results[world, policy]["figures"]
        if policy == "hark-1":
            cells = [with_interval(figures[UNCAPPED[name]]) if name in UNCAPPED else "”"
                     for name, _ in COLUMNS]
            print("| hark-1 without caps | " + " | ".join(cells) + " |")
        cells = [with_interval(figures[name]) for name, _ in COLUMNS]
        print(f"| {policy} | " + " | ".join(cells) + " |")
    parts = [f"{title} {short(bench.results[world, policies[0]]['figures'][name][0])}"
             for name, title in MISTAKES]
    print(f"\nFalse high answers of {policies[0]} per 1 000 calls: " + ", ".join(parts))


def print_reliability(result):
    print("\n| said | calls | mean said | right |\n|---|---|---|---|")
    for at, part in enumerate(result["reliability"]):
        if part:
            print(f"| .{at}–{'1' if at == 9 else '.' + str(at + 1)} | {part['calls']:.0f} | "
                  f"{short(part['said'])} | {short(part['right'])} |")


def print_slices(result, most=12, fewest=40):
    """Those whose distance from the truth weighs most."""
    found = [part for part in result["slices"] if part["calls"] >= fewest]
    found.sort(key=lambda part: -part["calls"] * abs(part["said"] - part["right"]))
    print(f"\nSlices of {result['world']} under {result['policy']} that are furthest off "
          "(calls × distance):\n")
    print("| line | linked | id | calls | said | right | Brier | prec ≥ .8 |")
    print("|---|---|---|---|---|---|---|---|")
    for part in found[:most]:
        high = part["high_right"] / part["high"] if part["high"] else None
        print(f"| {part['line']} | {part['linked']} | {part['id']} | {part['calls']:.0f} | "
              f"{short(part['said'])} | {short(part['right'])} | {short(part['brier'])} | "
              f"{short(high)} |")


def verdict(comparison, triple, goal):
    """Reached or not, by the value; close: the goal lies within the interval."""
    value, low, high = triple
    if value is None:
        return "nothing to count"
    reached = {"<=": value <= goal, ">=": value >= goal}[comparison]
    close = low <= goal <= high
    return ("yes" if reached else "NO") + (", close" if close else "")


def gates_of(bench, world):
    """(gate, value, goal, verdict) of one world under hark-1."""
    figures = bench.results[world, "hark-1"]["figures"]
    rows = []

    def add(name, title, comparison, goal):
        sign = "≤" if comparison == "<=" else "≥"
        rows.append((title, with_interval(figures[name]), f"{sign} {goal:g}",
                     verdict(comparison, figures[name], goal)))

    if world == "never_confirmed":
        for gate in NEVER_CONFIRMED:
            add(*gate)
    else:
        for name, title, comparison, base, other in GATES:
            add(name, title, comparison, base if world == "base" else other)
    if world == "junk_ids" and ("base", "hark-1") in bench.results:
        worse = figures["brier"][0] - bench.results["base", "hark-1"]["figures"]["brier"][0]
        rows.append(("Brier above base", f"{worse:+.4f}", f"≤ {JUNK_BRIER:g}",
                     "yes" if worse <= JUNK_BRIER else "NO"))
    for policy in POLICIES[1:]:
        if (world, policy) not in bench.results:
            continue
        other = bench.results[world, policy]["figures"]
        for name, comparison, in_base in BEATS:
            if in_base and world != "base":
                continue
            ours, theirs = figures[name][0], other[name][0]
            better = ours < theirs if comparison == "<" else ours > theirs
            rows.append((f"{name} against {policy}", with_interval(figures[name]),
                         f"{comparison} {short(theirs)}", "yes" if better else "NO"))
    return rows


def print_gates(bench, worlds):
    print("\n## Gates, of hark-1\n")
    print("“close”: the goal lies within the interval.\n")
    print("| world | gate | measured | goal | reached |\n|---|---|---|---|---|")
    missed = total = 0
    for world in worlds:
        for title, value, goal, reached in gates_of(bench, world):
            total += 1
            missed += reached.startswith("NO")
            print(f"| {world} | {title} | {value} | {goal} | {reached} |")
    print(f"\n{total - missed} of {total} gates reached.")


def options(arguments):
    chosen = {"households": 40_000, "stress-households": 16_000, "worlds": None,
              "policies": list(POLICIES), "seed": 101, "slices": False}
    while arguments:
        name = arguments.pop(0).removeprefix("--")
        if name == "":
            continue
        if name == "slices":
            chosen["slices"] = True
        elif name in ("households", "stress-households", "seed") and arguments:
            chosen[name] = int(arguments.pop(0))
        elif name in ("worlds", "policies") and arguments:
            chosen[name] = arguments.pop(0).split(",")
        else:
            print(__doc__.strip())
            sys.exit(0 if name in ("-h", "help") else 2)
    return chosen


def main(build, place, arguments):
    chosen = options(arguments)
    bench = Bench(build, place, chosen)
    all_worlds = bench.worlds()
    worlds = chosen["worlds"] or all_worlds
    unknown = (set(worlds) - set(all_worlds)) | (set(chosen["policies"]) - set(POLICIES))
    if unknown:
        sys.exit(f"bench: no world or policy is called {', '.join(sorted(unknown))}")
    policies = [policy for policy in chosen["policies"] if bench.knows(policy)]
    if not policies:
        sys.exit("bench: hark replay knows none of these policies")
    for policy in set(chosen["policies"]) - set(policies):
        print(f"hark replay knows no policy {policy}: left out.")
    purpose = ("the seed for CHOOSING constants: nothing of this may be reported"
               if chosen["seed"] == CHOOSING_SEED else
               f"a seed for reporting; constants were chosen on seed {CHOOSING_SEED} alone")
    print(f"# Who is calling: simulated worlds, seed {chosen['seed']} ({purpose})")
    begun = time.monotonic()
    bench.play_all(worlds, policies)
    for world in worlds:
        print_world(bench, world, policies)
        if world == "base":
            print_reliability(bench.results[world, policies[0]])
        if world == "base" or chosen["slices"]:
            print_slices(bench.results[world, policies[0]])
    if "hark-1" in policies:
        print_gates(bench, worlds)
    print(f"\n{time.monotonic() - begun:.0f} s.")

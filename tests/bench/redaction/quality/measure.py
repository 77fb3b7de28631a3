"""How well redaction finds what is personal and leaves the rest: `./dev bench redaction quality`.

usage: ./dev bench redaction quality [--seed N] [--show N]

  --seed    of everything that is made                             (101)
  --show    so many misses and false spans of every row             (0)

Nothing was mended with seed 101 in view; whoever mends looks at the misses of another seed. All of
it goes through the built `hark redact`. The texts are ours, and the checksums in them are written
a second time (checksums.py and the files of the regions), so that Hark is not asked about itself.
"""
import collections
import itertools
import json
import subprocess
import sys

from . import cards, dialogues, entities, logs, phones, prose
from .chance import chance, seed
from .entity import ENTITIES

CARDS_OF_A_BRAND, PHONES_OF_A_REGION, OTHERS = 60, 40, 2000
DIALOGUES, LINES, SENTENCES, WORST = 2000, 20_000, 6000, 10
# Regions of which Hark knows more than the shape of a phone number.
REGIONS = set("GB DE FR ES IT NL BE CA AU IN BR SE FI PL TR ZA KR SG NG PH TH".split())
GROUPS = {"US": "United States and everywhere", "GB": "Britain", "DE": "Germany",
          "AU": "Australia, Canada, India", "CA": "Australia, Canada, India",
          "IN": "Australia, Canada, India"}
OTHER_GROUP = "other regions"


class Tally:
    """Counts what was asked and what was right, and keeps what was not."""

    def __init__(self):
        self.asked, self.right, self.wrong = 0, 0, []

    def add(self, right, text):
        self.asked += 1
        self.right += right
        if not right:
            self.wrong.append(text)

    def __iadd__(self, other):
        self.asked += other.asked
        self.right += other.right
        self.wrong += other.wrong
        return self

    def share(self):
        return self.right / self.asked if self.asked else 1


class Bench:
    def __init__(self, hark, number, shown):
        self.hark, self.number, self.shown = hark, number, shown

    def redact(self, given, *options):
        done = subprocess.run([self.hark, "redact", *options], input=given.encode(),
                              capture_output=True)
        if done.returncode != 0:
            sys.exit(f"bench: hark redact {' '.join(options)} failed: {done.stderr.decode()}")
        return done.stdout.decode().splitlines()

    def spans(self, texts, *options):
        """The spans of each text, or of each dialogue."""
        key = "turns" if texts and not isinstance(texts[0], str) else "text"
        given = "".join(json.dumps({"id": str(index), key: text}, ensure_ascii=False) + "\n"
                        for index, text in enumerate(texts))
        return [json.loads(line)["spans"] for line in self.redact(given, "--jsonl", *options)]

    def show(self, what, figure, of, goal=None, reached=None, wrong=()):
        verdict = "–" if reached is None else "yes" if reached else "no"
        print(f"| {what} | {figure} | {of} | {goal or '–'} | {verdict} |", flush=True)
        if self.shown and wrong:
            seed(self.number, what)
            for text in chance.sample(wrong, min(self.shown, len(wrong))):
                print(f"    {text!r}", flush=True)

    def show_share(self, what, tally, goal=None, note=""):
        reached = None if goal is None else tally.share() >= goal
        self.show(what, f"{tally.share():.4f}", f"{tally.asked}{note}", goal and f"≥ {goal}",
                  reached, tally.wrong)


def covers(span, begin, end):
    return span["start"] <= begin and span["end"] >= end


def region_options(region):
    return ("--region", "US" if region == "US" else f"US,{region}")


def judge(name, found, missed, spans):
    """(found, left alone, covered by whatever entity) of one entity's sentences."""
    hits, clean, covered = Tally(), Tally(), Tally()
    for (text, begin, end), ours in zip(found, spans):
        around = [span["entity"] for span in ours if covers(span, begin, end)]
        hits.add(name in around, text)
        covered.add(bool(around), text)
    for text, ours in zip(missed, spans[len(found):]):
        clean.add(all(span["entity"] != name for span in ours), text)
    return hits, clean, covered


def judge_entities(bench, named):
    """{entity: (found, left alone, covered)}; one process an entity, or one a region."""
    made = {name: entities.cases(name, bench.number) for name in ENTITIES}
    batches = collections.defaultdict(list)
    for name, row in ENTITIES.items():
        options = ("--entities", name) if named else region_options(row["region"])
        batches[options].append(name)
    judged = {}
    for options, names in batches.items():
        texts = [[case[0] for case in made[name][0]] + made[name][1] for name in names]
        spans = iter(bench.spans(list(itertools.chain(*texts)), *options))
        for name, own in zip(names, texts):
            judged[name] = judge(name, *made[name], list(itertools.islice(spans, len(own))))
    return judged


def measure_entities(bench, named):
    how = "asked for by name" if named else "default profile and the region"
    judged = judge_entities(bench, named)
    totals = collections.defaultdict(lambda: (Tally(), Tally(), Tally()))
    for name, tallies in judged.items():
        for group in ("all", GROUPS.get(ENTITIES[name]["region"], OTHER_GROUP)):
            for total, tally in zip(totals[group], tallies):
                total += tally
    for group, (hits, clean, covered) in sorted(totals.items()):
        bench.show_share(f"G9 {how}, {group}: found", hits, .995)
        bench.show_share(f"G9 {how}, {group}: near misses left alone", clean, .995)
        if not named:
            bench.show_share(f"G9 {how}, {group}: covered under any name", covered)
    worst = sorted(judged, key=lambda name: min(judged[name][0].share(), judged[name][1].share()))
    for name in worst[:WORST]:
        hits, clean, _ = judged[name]
        if min(hits.share(), clean.share()) < .995:
            bench.show(f"G9 {how}, worst: {name}",
                       f"{hits.share():.3f} found, {clean.share():.3f} left alone",
                       f"{hits.asked} + {clean.asked}")


def measure_cards(bench):
    seed(bench.number, "cards")
    made = list(cards.sentences(CARDS_OF_A_BRAND))
    for how, options in (("default profile", ()), ("asked for", ("--entities", "CREDIT_CARD"))):
        tally = Tally()
        for (text, begin, end), ours in zip(made, bench.spans([row[0] for row in made], *options)):
            tally.add(any(covers(span, begin, end) and span["entity"] == "CREDIT_CARD"
                          for span in ours), text)
        bench.show_share(f"G10 cards in sentences, {how}", tally, 1.0)


def measure_phones(bench):
    if not phones.available():
        print("| G11 phones of many regions | not measured: python3-phonenumbers is not "
              "installed | – | ≥ 0.92 | – |")
        return
    seed(bench.number, "phones")
    made = {region: list(phones.sentences(region, PHONES_OF_A_REGION))
            for region in phones.REGIONS}
    others = [phones.other() for _ in range(OTHERS)]
    named = ("--entities", "PHONE_NUMBER")
    for how, options in (("asked for, the region named", named), ("default profile", ())):
        tally, by_region = Tally(), {}
        for region, rows in made.items():
            place = region_options(region) if options and region in REGIONS else ()
            spans = bench.spans([row[0] for row in rows], *options, *place)
            by_region[region] = Tally()
            for (text, begin, end), ours in zip(rows, spans):
                by_region[region].add(any(covers(span, begin, end) for span in ours), text)
            tally += by_region[region]
        false = [text for text, ours in zip(others, bench.spans(others, *options)) if ours]
        precision = tally.right / (tally.right + len(false))
        bench.show(f"G11 phones of {len(made)} regions, {how}: found", f"{tally.share():.4f}",
                   tally.asked, "≥ 0.92", tally.share() >= .92, tally.wrong)
        bench.show(f"G11 {how}: precision", f"{precision:.4f}",
                   f"{len(false)} of {OTHERS} other sentences touched", "≥ 0.95",
                   precision >= .95, false)
        low = [f"{region} {share.share():.2f}" for region, share in by_region.items()
               if share.share() < .92]
        if low:
            bench.show(f"G11 {how}: regions below the goal", ", ".join(low), len(made))


def uncovered(turns, spans):
    """For every turn which of its bytes no span covers."""
    left = [bytearray(b"\1") * len(turn["text"].encode()) for turn in turns]
    for span in spans:
        length = span["end"] - span["start"]
        left[span["turn"]][span["start"]:span["end"]] = bytes(length)
    return left


def measure_dialogues(bench):
    """A span counts when every letter and digit of it is covered, under whatever name."""
    seed(bench.number, "dialogues")
    made = [dialogues.Dialogue() for _ in range(DIALOGUES)]
    tallies, false, turns = collections.defaultdict(Tally), [], 0
    for dialogue, spans in zip(made, bench.spans([call.turns for call in made])):
        left = uncovered(dialogue.turns, spans)
        turns += len(left)
        for turn, begin, end, entity in dialogue.personal:
            text = dialogue.turns[turn]["text"]
            whole = not any(left[turn][at] and chr(text.encode()[at]).isalnum()
                            for at in range(begin, end))
            tallies[entity].add(whole, f"{entity}: {text}")
        for span in spans:
            if not any(turn == span["turn"] and span["start"] < end and span["end"] > begin
                       for turn, begin, end, _ in dialogue.personal):
                false.append(f"{span['entity']}: {dialogue.turns[span['turn']]['text']}")
    every = Tally()
    for tally in tallies.values():
        every += tally
    bench.show_share("G12 spoken dialogues, every span", every, .98)
    bench.show_share("G12 PAN", tallies["CREDIT_CARD"], .995)
    bench.show_share("G12 CVV", tallies["CVV"], .995)
    for entity in sorted(set(tallies) - {"CREDIT_CARD", "CVV"}):
        if tallies[entity].share() < .98:
            bench.show_share(f"G12 {entity}", tallies[entity])
    bench.show("G12 spans where nothing personal is", len(false), f"{turns} turns", wrong=false)


def measure_logs(bench):
    for how, make in (("JSON", logs.json_line), ("text", logs.text_line)):
        seed(bench.number, how)
        text = "".join(make() + "\n" for _ in range(LINES))
        data = text.encode()
        false = []
        for line in bench.redact(text, "--spans"):
            span = json.loads(line)
            around = data[max(0, span["start"] - 60):span["end"] + 20]
            false.append(f"{span['entity']}: {around.decode(errors='replace')}")
        kinds = collections.Counter(row.split(":")[0] for row in false)
        note = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        bench.show(f"G13 false spans per {how} log line", f"{len(false) / LINES:.5f}",
                   f"{LINES} lines" + (f": {note}" if note else ""), "≤ 0.001",
                   len(false) / LINES <= .001, false)


def measure_prose(bench):
    seed(bench.number, "prose")
    for what, texts in (("hard negatives", prose.HARD),
                        ("everyday sentences", [prose.sentence() for _ in range(SENTENCES)])):
        touched = [text for text, ours in zip(texts, bench.spans(texts)) if ours]
        bench.show(f"G14 {what} touched", len(touched), len(texts), "0", not touched, touched)


def options_of(arguments):
    chosen = {"--seed": 101, "--show": 0}
    rest = list(arguments)
    while rest:
        name = rest.pop(0)
        if name in ("-h", "--help"):
            print(__doc__.strip())
            sys.exit()
        if name not in chosen or not rest or not rest[0].isdigit():
            sys.exit(f"bench: {name}: see ./dev bench redaction quality --help")
        chosen[name] = int(rest.pop(0))
    return chosen


def main(hark, arguments):
    chosen = options_of(arguments)
    bench = Bench(hark, chosen["--seed"], chosen["--show"])
    print(f"seed {bench.number}\n")
    print("| measure | Hark | of | goal | reached |\n|---|---|---|---|---|")
    measure_entities(bench, named=True)
    measure_entities(bench, named=False)
    measure_cards(bench)
    measure_phones(bench)
    measure_dialogues(bench)
    measure_logs(bench)
    measure_prose(bench)

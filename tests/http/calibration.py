#!/usr/bin/env python3
"""hark calibrate: what it prints, what it fits and writes, and what it refuses."""
import html.parser
import json
import os
import random
import re
import shutil
import stat
import tempfile
import time
import unittest
import xml.etree.ElementTree

from harness import DAY_MS, START_MS, hark
import harness

POLICIES = ("hark-1", "additive-doc", "additive-fit")


def line(call, at, ani, truth=None, **more):
    made = {"op": "start", "at": int(at), "call_id": call, "identity_hints": {"ani": ani}, **more}
    return {**made, "truth": truth} if truth else made


def landlines(homes, rounds, others):
    """Homes of two on a landline each; the second one calls in a share `others` of the calls."""
    chance = random.Random(3)
    lines = []
    for turn in range(rounds):
        for home in range(homes):
            who = "bert" if chance.random() < others else "anna"
            at = START_MS + turn * 20 * DAY_MS + home * DAY_MS / homes
            lines.append(line(f"c{turn}-{home}", at, f"+1202555{1000 + home}", f"{who}-{home}",
                              telco={"line_type": "landline"}))
    return lines


def text_of(lines):
    return "".join(json.dumps(one) + "\n" for one in lines)


def table(out, title):
    """The rows of one table: {head: cells}."""
    block = out.split(title + "\n", 1)[1].split("\n\n", 1)[0]
    rows = {}
    for row in block.splitlines()[1:]:
        match = re.match(r"(.*?)((?:\s{2,}(?:-|-?[\d.]+))+)\s*$", row)
        if match:
            rows[match.group(1).strip()] = match.group(2).split()
    return rows


class Tags(html.parser.HTMLParser):
    """Fails for an element that is not closed, or not in turn."""
    VOID = {"meta", "line", "circle", "rect", "polyline", "polygon"}

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            raise ValueError(f"</{tag}> is out of turn")

    def handle_startendtag(self, tag, attrs):
        self.seen.append(tag)


class CalibrateTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="hark-cal-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.own = os.path.join(self.folder, "own.toml")
        self.report = os.path.join(self.folder, "report.html")

    def calibrate(self, lines, *flags):
        code, out, error = hark("calibrate", *flags, text=text_of(lines))
        self.assertEqual((code, error), (0, ""))
        return out

    def refused(self, code, *flags, lines=()):
        got, out, error = hark("calibrate", *flags, text=text_of(lines))
        self.assertEqual(got, code, error)
        self.assertRegex(error, r"^hark: [^\n]+\n$")
        self.assertFalse(os.path.exists(self.own))
        return out, error


class Figures(CalibrateTest):
    def test_what_was_answered_is_counted(self):
        # Ann three times, the second time known; Ben once on her number; and one without truth.
        out = self.calibrate([
            line("c1", START_MS, "+12025550101", "ann"),
            line("c2", START_MS + DAY_MS, "+12025550101", "ann"),
            line("c3", START_MS + 2 * DAY_MS, "+12025550101", "ben"),
            line("c4", START_MS + 3 * DAY_MS, "+12025550199"),
            line("c5", START_MS + 9 * DAY_MS, "+12025550102", "ann"),
        ])
        summary = table(out, "Summary")
        self.assertEqual(summary["starts with truth"], ["4"])
        self.assertEqual(summary["of known callers"], ["2"])  # c2, c5
        self.assertEqual(summary["with a candidate"], ["2"])  # c2, c3
        self.assertEqual(summary["sure: precision"], ["0.500"])
        self.assertEqual(summary["sure: recall"], ["0.500"])
        self.assertEqual(summary["answered as new"], ["2"])
        self.assertEqual(summary["and were new"], ["0.500"])
        bins = table(out, "Reliability")
        self.assertEqual(sum(int(row[0]) for row in bins.values()), 2)
        self.assertEqual(len(bins), 10)
        self.assertEqual(table(out, "Precision and recall by probability")["0.90"],
                         ["0.500", "0.500", "0.500"])

    def test_figures_agree_with_what_replay_answers(self):
        lines = landlines(10, 8, 0.3)
        replayed = hark("replay", text=text_of(lines))[1]
        squares, high = [], []
        for answer in map(json.loads, replayed.splitlines()):
            if answer["candidates"]:
                best = answer["candidates"][0]
                right = best["customer_ref"] == answer["resolved_ref"]
                squares.append((right - best["probability"]) ** 2)
                if answer["confidence"] >= 0.8:
                    high.append(right)
        summary = table(self.calibrate(lines), "Summary")
        self.assertEqual(int(summary["with a candidate"][0]), len(squares))
        self.assertAlmostEqual(float(summary["Brier"][0]), sum(squares) / len(squares), places=3)
        self.assertAlmostEqual(float(summary["sure: precision"][0]), sum(high) / len(high),
                               places=3)

    def test_policies_stand_side_by_side_and_change_nothing_of_each_other(self):
        lines = landlines(10, 6, 0.3)
        together = self.calibrate(lines, "--compare", "additive-doc,additive-fit")
        for at, policy in enumerate(POLICIES):
            alone = self.calibrate(lines, "--policy", policy)
            for title in ("Summary", "Reliability", "Precision and recall by confidence"):
                rows = table(together, title)
                for head, cells in table(alone, title).items():
                    width = len(cells)
                    self.assertEqual(rows[head][at * width:(at + 1) * width], cells, head)

    def test_slices_are_by_line_id_and_candidates(self):
        lines = [line("c1", START_MS, "+12025550101", "ann", telco={"line_type": "voip"}),
                 line("c2", START_MS + DAY_MS, "+12025550101", "ann",
                      telco={"line_type": "mobile"})]
        lines[1]["identity_hints"]["external_ids"] = {"crm_id": "7"}
        rows = table(self.calibrate(lines), "Slices")
        self.assertEqual({head: int(row[0]) for head, row in rows.items()},
                         {"line: voip": 1, "line: mobile": 1, "no id": 1, "with id": 1,
                          "no candidate": 1, "1 candidate": 1})

    def test_the_warm_up_is_played_and_not_counted(self):
        lines = landlines(10, 4, 0)
        summary = table(self.calibrate(lines, "--warmup", "30"), "Summary")
        self.assertEqual(summary["starts with truth"], ["10"])
        self.assertEqual(summary["of known callers"], ["10"])

    def test_calls_without_truth_are_nothing_to_judge_by(self):
        self.assertIn("truth", self.refused(1, lines=[line("c1", START_MS, "+12025550101")])[1])
        self.refused(1)
        self.refused(1, "--warmup", "9", lines=landlines(2, 2, 0))

    def test_a_line_that_cannot_be_played_is_named(self):
        code, out, error = hark("calibrate", text=text_of(landlines(2, 1, 0)) + "{}\n")
        self.assertEqual((code, out), (1, ""))
        self.assertRegex(error, r"^hark: line 3: [^\n]+\n$")

    def test_progress_is_told_on_standard_error(self):
        code, out, error = hark("calibrate", "--progress", text=text_of(landlines(2, 2, 0)))
        self.assertEqual(code, 0)
        self.assertIn("Summary", out)
        self.assertRegex(error, r"^(hark: \d+ lines, \d+ a second\n)+$")


class Fitting(CalibrateTest):
    LINES = landlines(60, 12, 0.45)
    DAY = time.strftime("%Y%m%d", time.gmtime(LINES[-1]["at"] / 1000))

    def test_a_policy_is_fitted_written_and_replayed(self):
        out = self.calibrate(self.LINES, "--fit", self.own)
        with open(self.own, encoding="utf-8") as file:
            written = file.read()
        self.assertIn(f'name = "hark-1+{self.DAY}"', written)
        self.assertIn(f"hark-1+{self.DAY} is in {self.own}", out)
        self.assertEqual(stat.S_IMODE(os.stat(self.own).st_mode), 0o600)
        before, after = map(float, re.search(r"([\d.]+) before, ([\d.]+) after", written).groups())
        self.assertLess(after, before)
        self.assertEqual(table(out, "Fit")["log loss of the last 132"],
                         [f"{before:.4f}", f"{after:.4f}"])
        self.assertEqual(hark("policy", "show", self.own)[0], 0)
        # Others call from these lines far more often than the built-in policy expects.
        was = table(self.calibrate(self.LINES), "Summary")
        now = table(self.calibrate(self.LINES, "--policy", self.own), "Summary")
        self.assertLess(float(now["log loss"][0]), float(was["log loss"][0]))

    def test_a_fit_of_a_fit_is_named_after_the_first_base(self):
        self.calibrate(self.LINES, "--fit", self.own, "--name", "ours+20260101")
        second = os.path.join(self.folder, "second.toml")
        code, out, error = hark("calibrate", "--policy", self.own, "--fit", second,
                                text=text_of(self.LINES))
        if code == 0:
            self.assertIn(f"ours+{self.DAY} is in", out)
        else:  # there may be nothing left to gain
            self.assertIn("no better", error)

    def test_a_fit_that_gains_nothing_is_not_written(self):
        # The first four fifths say that others call often; the last that nobody else ever does.
        lines = landlines(50, 12, 0.5)
        for one in lines[len(lines) * 3 // 4:]:
            home = one["truth"].split("-")[1]
            one["truth"] = f"anna-{home}"
        out, error = self.refused(1, "--fit", self.own, lines=lines)
        self.assertIn("no better", error)
        self.assertIn("Summary", out)
        self.assertIn("Fit", out)

    def test_too_few_calls_are_not_fitted(self):
        out, error = self.refused(1, "--fit", self.own, lines=landlines(10, 10, 0.3))
        self.assertIn("200", error)
        self.assertIn("Summary", out)

    def test_a_file_that_is_there_is_left_alone(self):
        path = os.path.join(self.folder, "kept.toml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("mine")
        self.refused(1, "--fit", path, lines=self.LINES)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")


class Report(CalibrateTest):
    def write(self, *flags, lines=landlines(20, 12, 0.4)):
        self.calibrate(lines, "--report", self.report, *flags)
        with open(self.report, encoding="utf-8") as file:
            return file.read()

    def test_it_is_well_formed_and_complete(self):
        text = self.write("--compare", "additive-doc,additive-fit", "--fit", self.own,
                          lines=Fitting.LINES)
        tags = Tags()
        tags.feed(text)
        tags.close()
        self.assertEqual(tags.open, [])
        self.assertEqual(tags.seen.count("table"), 6)
        self.assertEqual(tags.seen.count("p"), 7)
        for policy in POLICIES:
            self.assertIn(policy, text)

    def test_its_plot_has_a_curve_for_each_policy_a_title_and_a_description(self):
        text = self.write("--compare", "additive-doc")
        plot = xml.etree.ElementTree.fromstring(
            text[text.index("<svg"):text.index("</svg>") + len("</svg>")])
        space = "{http://www.w3.org/2000/svg}"
        self.assertEqual(len(plot.findall(space + "polyline")), 2)
        names = {plot.find(space + "title").get("id"), plot.find(space + "desc").get("id")}
        self.assertEqual(set(plot.get("aria-labelledby").split()), names)
        self.assertIn("additive-doc: said", plot.find(space + "desc").text)
        for point in plot.findall(space + "polyline")[0].get("points").split():
            x, y = map(float, point.split(","))
            self.assertTrue(150 <= x <= 630 and 16 <= y <= 496, point)

    def test_it_needs_and_runs_nothing_and_holds_nothing_personal(self):
        text = self.write()
        for forbidden in ("<script", "src=", "href=", "url(", "@import", "2025551", "anna-",
                          "c1-1"):
            self.assertNotIn(forbidden, text)
        self.assertNotRegex(text, r"[0-9a-f]{8}-[0-9a-f]{4}-")
        self.assertIn("prefers-color-scheme: dark", text)

    def test_an_older_one_is_replaced_and_a_folder_is_an_error(self):
        self.write()
        self.assertIn("Reliability", self.write())
        self.assertEqual(os.listdir(self.folder), ["report.html"])
        nowhere = os.path.join(self.folder, "none", "report.html")
        out, error = self.refused(1, "--report", nowhere, lines=landlines(2, 2, 0))
        self.assertIn(nowhere, error)
        self.assertEqual(out, "")  # said before anything is played
        out, error = self.refused(1, "--report", self.folder, lines=landlines(2, 2, 0))
        self.assertIn("Summary", out)
        self.assertEqual(os.listdir(self.folder), ["report.html"])


class Usage(CalibrateTest):
    def test_wrong_usage_gives_2_and_one_line(self):
        for flags in (["--policy", "guess"], ["--compare", "guess"], ["--compare", "hark-1"],
                      ["--compare", "additive-doc,additive-doc"], ["--name", "x"],
                      ["--warmup", "some"], ["--region", "UK"], ["--surprise"],
                      ["--fit", self.own, "--policy", "additive-doc"],
                      ["--fit", self.own, "--name", "hark-1"],
                      ["--fit", self.own, "--name", "two words"]):
            out, _ = self.refused(2, *flags)
            self.assertEqual(out, "")

    def test_a_policy_file_at_fault_is_named_with_its_line(self):
        path = os.path.join(self.folder, "bad.toml")
        with open(path, "w", encoding="utf-8") as file:
            file.write('format = 1\nname = "x"\nkind = "hypotheses"\nid.own = 2\n')
        self.assertIn(f"{path}:4: ", self.refused(1, "--compare", path)[1])

    def test_help_names_every_flag(self):
        code, out, _ = hark("calibrate", "--help")
        self.assertEqual(code, 0)
        for flag in ("--policy", "--compare", "--fit", "--name", "--report", "--warmup",
                     "--region", "--progress"):
            self.assertIn(flag, out)


if __name__ == "__main__":
    harness.main()

#!/usr/bin/env python3
"""The command line: init, export, forget, verify, policy and replay, with its exit codes."""
import fcntl
import json
import os
import pty
import shutil
import stat
import subprocess
import tempfile
import unittest

import harness
from harness import DAY_MS, START_MS, Server, hark

# As the contract has it: 30 base62 characters and six for their checksum.
API_KEY = "^hk_live_[0-9A-Za-z]{36}$"


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="hark-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = os.path.join(self.folder, "data")
        self.api_key_file = os.path.join(self.folder, "api_key")

    def refused(self, code, *arguments, **options):
        got, out, error = hark(*arguments, **options)
        self.assertEqual((got, out), (code, ""), error)
        self.assertRegex(error, r"^hark: [^\n]+\n$")
        return error

    def init(self, *more):
        return hark("init", "--data", self.data, "--api-key-file", self.api_key_file, *more)


class Init(CommandTest):
    def test_it_makes_a_key_a_memory_and_an_api_key_all_for_their_owner_alone(self):
        self.assertEqual(self.init(), (0, "", ""))
        for path, mode in ((self.data, 0o700), (self.data + ".root_key", 0o600),
                           (self.api_key_file, 0o600)):
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), mode, path)
        with open(self.api_key_file, encoding="ascii") as file:
            self.assertRegex(file.read(), API_KEY)
        self.assertEqual(hark("verify", "--data", self.data)[0], 0)

    def test_it_refuses_to_touch_what_is_there(self):
        self.init()
        def everything():
            found = {}
            for folder, _, names in os.walk(self.folder):
                for name in names:
                    if not name.endswith(("-wal", "-shm")):
                        with open(os.path.join(folder, name), "rb") as file:
                            found[name] = file.read()
            return found
        before = everything()
        self.refused(1, "init", "--data", self.data, "--api-key-file", self.api_key_file)
        self.refused(1, "init", "--data", self.data, "--api-key-file", self.api_key_file + "2")
        self.assertFalse(os.path.exists(self.api_key_file + "2"))
        other = os.path.join(self.folder, "other")
        self.refused(1, "init", "--data", other, "--api-key-file", self.api_key_file)
        self.assertFalse(os.path.exists(other))
        self.assertEqual(everything(), before)

    def test_what_was_interrupted_is_finished_by_running_it_again(self):
        self.init()
        with open(self.api_key_file, encoding="ascii") as file:
            key = file.read()
        whole = os.path.join(self.folder, "whole")
        shutil.copytree(self.data, whole)
        # The API key was written, and the memory made; neither database yet.
        for name in os.listdir(self.data):
            if name != "keyring":
                os.unlink(os.path.join(self.data, name))
        self.assertEqual(self.init(), (0, "", ""))
        with open(self.api_key_file, encoding="ascii") as file:
            self.assertEqual(file.read(), key)
        server = Server(self, folder=self.folder)
        self.assertEqual(server.start_call("again-1", "+12025550152").status, 200)
        # A file that holds no key is not taken for one.
        for name in os.listdir(whole):
            if name != "keyring":
                os.unlink(os.path.join(whole, name))
        other = os.path.join(self.folder, "letter")
        with open(other, "w", encoding="ascii") as file:
            file.write("Dear Ada\n")
        self.refused(1, "init", "--data", whole, "--key-file", self.data + ".root_key",
                     "--api-key-file", other)

    def test_it_takes_no_folder_that_holds_something_else_or_is_open_to_others(self):
        os.mkdir(self.data, 0o700)
        letter = os.path.join(self.data, "letter")
        with open(letter, "w", encoding="ascii") as file:
            file.write("Dear Ada\n")
        self.refused(1, "init", "--data", self.data, "--api-key-file", self.api_key_file)
        os.unlink(letter)
        os.chmod(self.data, 0o755)
        self.assertIn("chmod 700", self.refused(1, "init", "--data", self.data,
                                                "--api-key-file", self.api_key_file))
        self.assertEqual(stat.S_IMODE(os.stat(self.data).st_mode), 0o755)
        os.chmod(self.data, 0o700)
        self.assertEqual(self.init(), (0, "", ""))

    def test_a_key_that_is_there_is_used(self):
        key = os.path.join(self.folder, "key")
        with open(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
            file.write("0123456789abcdef" * 4 + "\n")
        self.assertEqual(self.init("--key-file", key)[0], 0)
        self.assertFalse(os.path.exists(self.data + ".root_key"))
        self.assertEqual(hark("verify", "--data", self.data, "--key-file", key)[0], 0)

    def test_without_a_terminal_and_without_a_file_the_key_is_shown_nowhere(self):
        self.refused(2, "init", "--data", self.data)
        self.assertFalse(os.path.exists(self.data))

    def test_on_a_terminal_the_key_is_shown_once(self):
        ours, theirs = pty.openpty()
        done = subprocess.run([harness.HARK, "init", "--data", self.data], stdout=theirs,
                              stderr=subprocess.PIPE, timeout=30)
        os.close(theirs)
        self.assertEqual(done.returncode, 0, done.stderr)
        fcntl.fcntl(ours, fcntl.F_SETFL, os.O_NONBLOCK)
        shown = os.read(ours, 4096).decode().split()[-1]
        os.close(ours)
        self.assertRegex(shown, API_KEY)
        with open(self.api_key_file, "w", encoding="ascii") as file:
            file.write(shown)
        server = Server(self, folder=self.folder)
        self.assertEqual(server.start_call("tty-1", "+12025550150").status, 200)

    def test_two_keys_are_never_the_same(self):
        keys = set()
        for number in range(3):
            data = f"{self.data}{number}"
            path = f"{self.api_key_file}{number}"
            self.assertEqual(hark("init", "--data", data, "--api-key-file", path)[0], 0)
            with open(path, encoding="ascii") as file:
                keys.add(file.read())
        self.assertEqual(len(keys), 3)


class Customers(CommandTest):
    def setUp(self):
        super().setUp()
        self.server = Server(self)
        self.data = self.server.data
        self.memory = ("--data", self.data, "--test-clock", self.server.clock_file)
        self.ref = self.server.start_call("cli-1", "+12025550151").json["customer_ref"]
        self.server.end_call("cli-1", variables={"name": "Kim Example"}, confirmed=True)

    def test_export_prints_what_rest_gives_also_beside_a_running_server(self):
        code, out, error = hark("export", self.ref, *self.memory)
        self.assertEqual((code, error), (0, ""))
        exported = json.loads(out)
        self.assertEqual(exported["variables"]["name"]["value"], "Kim Example")
        self.assertEqual(exported["identifiers"][0]["value"], "+12025550151")
        self.assertEqual(exported["customer_ref"],
                         self.server.send("GET", f"/v1/customers/{self.ref}").json["customer_ref"])

    def test_forget_erases_for_good(self):
        code, out, error = hark("forget", self.ref, *self.memory)
        self.assertEqual((code, error), (0, ""))
        self.assertEqual(json.loads(out)["customer_ref"], self.ref)
        self.refused(1, "export", self.ref, *self.memory)
        self.refused(1, "forget", self.ref, *self.memory)
        self.assertEqual(self.server.send("GET", f"/v1/customers/{self.ref}").status, 404)
        self.server.pass_time(DAY_MS)
        again = self.server.start_call("cli-2", "+12025550151").json
        self.assertFalse(again["returning"])

    def test_a_reference_that_is_none_is_wrong_usage(self):
        self.refused(2, "export", "Kim", "--data", self.data)
        self.refused(2, "forget", "", "--data", self.data)

    def test_verify_counts_what_is_there(self):
        code, out, _ = hark("verify", "--data", self.data)
        report = json.loads(out)
        self.assertEqual((code, report["customers"], report["calls"], report["faults"]),
                         (0, 1, 1, []))

    def test_verify_finds_a_damaged_file(self):
        self.assertEqual(self.server.stop(), 0)
        path = os.path.join(self.data, "data.db")
        with open(path, "r+b") as file:
            size = os.path.getsize(path)
            for page in range(1, size // 4096):
                file.seek(page * 4096 + 100)
                file.write(b"\0" * 16)
        code, _, error = hark("verify", "--data", self.data)
        self.assertEqual(code, 1)
        self.assertRegex(error, r"^hark: [^\n]+\n$")


class Usage(CommandTest):
    def test_wrong_usage_gives_2_and_one_line(self):
        for arguments in ([], ["surprise"], ["init"], ["export"], ["export", "--data", "x"],
                          ["replay", "--policy", "guess"], ["replay", "--surprise"],
                          ["replay", "--region", "UK"], ["verify", "--data", "x", "extra"],
                          ["policy"], ["policy", "show"], ["policy", "list", "extra"],
                          ["verify", "--data", "x", "--key-fd", "3", "--key-command", "y"]):
            self.refused(2, *arguments)

    def test_help_and_version_give_0(self):
        for arguments in (["--help"], ["init", "--help"], ["replay", "--help"], ["--version"]):
            code, out, error = hark(*arguments)
            self.assertEqual((code, error), (0, ""))
            self.assertTrue(out)

    def test_no_memory_is_an_error_that_says_how_to_make_one(self):
        key = os.path.join(self.folder, "key")
        with open(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
            file.write("ab" * 32)
        self.assertIn("hark init",
                      self.refused(1, "verify", "--data", self.folder, "--key-file", key))


class Policies(CommandTest):
    def test_the_built_in_ones_are_listed(self):
        self.assertEqual(hark("policy", "list"), (0, "hark-1\nadditive-doc\nadditive-fit\n", ""))

    def test_each_is_shown_as_the_file_that_is_kept_of_it(self):
        for name in ("hark-1", "additive-doc", "additive-fit"):
            with open(os.path.join(harness.ROOT, "lib/identity/policies", name + ".toml"),
                      encoding="utf-8") as file:
                self.assertEqual(hark("policy", "show", name), (0, file.read(), ""))

    def test_a_file_at_fault_is_named_with_its_line(self):
        path = os.path.join(self.folder, "own.toml")
        shown = hark("policy", "show", "hark-1")[1].splitlines()
        for bad, line in ((["mobile.others = high"], 6), (["surprise = 1"], 6),
                          (["x" * 70_000], None)):
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join([*shown[:5], *bad]))
            for command in (["policy", "show", path], ["replay", "--policy", path]):
                error = self.refused(1, *command, text="")
                self.assertIn(f"{path}:{line}: " if line else f"{path}: ", error)

    def test_a_policy_that_is_neither_built_in_nor_a_file_is_wrong_usage(self):
        for name in ("guess", "", self.folder, os.path.join(self.folder, "none.toml")):
            self.assertIn("hark policy list", self.refused(2, "policy", "show", name))
            self.refused(2, "replay", "--policy", name, text="")


def start(call, at, ani, truth=None, **more):
    line = {"op": "start", "at": START_MS + at, "call_id": call, "identity_hints": {"ani": ani},
            **more}
    return {**line, "truth": truth} if truth else line


class Replay(unittest.TestCase):
    def play(self, lines, *flags):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        code, out, error = hark("replay", *flags, text=text)
        self.assertEqual((code, error), (0, ""))
        return [json.loads(line) for line in out.splitlines()]

    def test_each_start_is_answered_in_one_line_of_the_contracts_form(self):
        [answer] = self.play([start("r-1", 0, "+12025550160")])
        self.assertEqual(set(answer), {"call_id", "customer_ref", "resolved_ref", "returning",
                                       "probability", "confidence", "level", "candidates"})
        self.assertEqual((answer["call_id"], answer["returning"], answer["level"]),
                         ("r-1", False, "low"))
        self.assertEqual(answer["customer_ref"], answer["resolved_ref"])

    def test_an_answer_comes_before_the_next_line_is_read(self):
        process = subprocess.Popen([harness.HARK, "replay"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True, bufsize=1)
        for number in range(3):
            process.stdin.write(json.dumps(start(f"r-{number}", number, "+12025550161")) + "\n")
            process.stdin.flush()
            self.assertEqual(json.loads(process.stdout.readline())["call_id"], f"r-{number}")
        process.stdin.close()
        self.assertEqual(process.stdout.read(), "")
        self.assertEqual(process.wait(30), 0)
        process.stdout.close()

    def test_a_recorded_stream_is_known_again_on_its_virtual_clock(self):
        answers = self.play([
            start("r-1", 0, "+12025550162", truth="ann"),
            {"op": "end", "at": START_MS + 60_000, "call_id": "r-1", "intent": "refund"},
            start("r-2", 2 * DAY_MS, "+12025550162", truth="ann"),
            start("r-3", 2 * DAY_MS + 1, "+12025550163", truth="ben"),
        ])
        first, second, third = answers
        self.assertEqual(second["customer_ref"], first["resolved_ref"])
        self.assertTrue(second["returning"])
        self.assertEqual(second["level"], "high")
        self.assertGreaterEqual(second["confidence"], 0.8)
        self.assertEqual(second["candidates"][0]["customer_ref"], first["resolved_ref"])
        self.assertNotEqual(third["resolved_ref"], first["resolved_ref"])

    def test_a_stream_without_truth_and_with_ends_works_too(self):
        answers = self.play([
            start("r-1", 0, "+12025550164"),
            {"op": "end", "at": START_MS + 60_000, "call_id": "r-1", "confirmed": True},
            start("r-2", DAY_MS, "+12025550164"),
        ])
        self.assertEqual(answers[0]["customer_ref"], answers[1]["customer_ref"])
        self.assertEqual(answers[1]["level"], "high")

    def test_a_new_label_takes_the_answered_customer_only_when_no_other_label_has_it(self):
        answers = self.play([
            start("r-1", 0, "+12025550165", truth="ann"),
            start("r-2", DAY_MS, "+12025550165", truth="ben"),
            start("r-3", 2 * DAY_MS, "+12025550165", truth="ben"),
            start("r-4", 3 * DAY_MS, "+12025550165", truth="ann"),
        ])
        ann, ben = answers[0]["resolved_ref"], answers[1]["resolved_ref"]
        self.assertEqual(answers[0]["customer_ref"], ann)
        self.assertEqual(answers[1]["customer_ref"], ann)  # answered before the truth was known
        self.assertNotEqual(ann, ben)
        self.assertEqual([answers[2]["resolved_ref"], answers[3]["resolved_ref"]], [ben, ann])

    def test_the_truth_is_not_used_for_the_answer(self):
        lines = [start("r-1", 0, "+12025550166", truth="ann"),
                 start("r-2", DAY_MS, "+12025550167", truth="ann")]
        answers = self.play(lines)
        self.assertFalse(answers[1]["returning"])
        self.assertEqual(answers[1]["confidence"], 0)
        self.assertNotEqual(answers[1]["customer_ref"], answers[0]["customer_ref"])
        self.assertEqual(answers[1]["resolved_ref"], answers[0]["resolved_ref"])

    def test_a_label_keeps_its_customer_through_another_number(self):
        answers = self.play([
            start("r-1", 0, "+12025550168", truth="ann"),
            start("r-2", DAY_MS, "+12025550169", truth="ann"),
            start("r-3", 2 * DAY_MS, "+12025550169", truth="ann"),
        ])
        self.assertEqual(answers[2]["customer_ref"], answers[0]["resolved_ref"])
        self.assertEqual(answers[2]["level"], "high")

    def test_an_end_after_a_truth_still_saves_what_was_learned(self):
        answers = self.play([
            start("r-1", 0, "+12025550170", truth="ann"),
            {"op": "end", "at": START_MS + 60_000, "call_id": "r-1", "intent": "refund",
             "intent_status": "open", "variables": {"name": "Lu"}, "confirmed": "new"},
            start("r-2", DAY_MS, "+12025550170"),
        ], "--explain")
        self.assertEqual(answers[1]["customer_ref"], answers[0]["resolved_ref"])
        self.assertIn("intent", json.dumps(answers[1]))

    def test_a_start_repeated_is_answered_as_before(self):
        one = start("r-1", 0, "+12025550171", truth="ann")
        answers = self.play([one, start("r-2", 5, "+12025550171", truth="ben"), one])
        self.assertEqual(answers[0], answers[2])

    def test_blank_lines_and_a_missing_last_line_end_do_no_harm(self):
        text = "\n  \n" + json.dumps(start("r-1", 0, "+12025550172"))
        code, out, _ = hark("replay", text=text)
        self.assertEqual((code, len(out.splitlines())), (0, 1))
        self.assertEqual(hark("replay", text=""), (0, "", ""))

    def test_the_region_says_how_to_read_numbers_without_plus(self):
        answers = self.play([start("r-1", 0, "+442079460101", truth="x"),
                             start("r-2", DAY_MS, "020 7946 0101")], "--region", "GB")
        self.assertEqual(answers[0]["resolved_ref"], answers[1]["customer_ref"])

    def test_the_policy_says_how_it_is_decided(self):
        lines = [start("r-1", 0, "+12025550174", truth="ann"),
                 start("r-2", 40 * DAY_MS, "+12025550174", truth="ann")]
        additive = self.play(lines, "--policy", "additive-doc")[1]
        self.assertEqual((additive["level"], additive["confidence"]), ("low", 0))
        named = self.play(lines, "--policy", "hark-1")[1]
        self.assertEqual(named["probability"], self.play(lines)[1]["probability"])
        self.assertGreater(named["probability"], 0.9)

    def test_a_policy_that_was_shown_decides_as_the_built_in_one(self):
        lines = [start("r-1", 0, "+12025550175", truth="ann"),
                 start("r-2", DAY_MS, "+12025550175", truth="ann")]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "own.toml")
            shown = hark("policy", "show", "hark-1")[1]
            with open(path, "w", encoding="utf-8") as file:
                file.write(shown)
            builtin, own = self.play(lines)[1], self.play(lines, "--policy", path)[1]
            self.assertEqual(own["probability"], builtin["probability"])
            self.assertEqual(hark("policy", "show", path), (0, shown, ""))
            with open(path, "w", encoding="utf-8") as file:
                file.write(shown.replace("unknown.others = 0.11", "unknown.others = 5"))
            self.assertLess(self.play(lines, "--policy", path)[1]["probability"],
                            builtin["probability"])

    def test_progress_goes_to_standard_error_and_the_answers_stay_as_they_are(self):
        text = json.dumps(start("r-1", 0, "+12025550176")) + "\n"
        code, out, error = hark("replay", "--progress", text=text)
        self.assertEqual((code, len(out.splitlines())), (0, 1))
        self.assertRegex(error, r"^hark: 1 lines, \d+ a second\n$")

    def test_a_line_that_cannot_be_played_is_named_and_ends_the_replay(self):
        good = json.dumps(start("r-1", 0, "+12025550173"))
        for bad, path in (('{"op":"start"', ""), ('{"op":"sleep","at":1}', "op"),
                          ('{"op":"start","call_id":"x","ani":"+12025550173"}', "at"),
                          ('{"op":"start","at":1,"call_id":"x"}', "identity_hints"),
                          ("x" * 80_000, ""),
                          ('{"op":"end","at":1,"call_id":"never","customer_ref":'
                           '"11111111-1111-4111-8111-111111111111"}', "")):
            code, out, error = hark("replay", text=f"{good}\n{bad}\n{good}\n")
            self.assertEqual((code, len(out.splitlines())), (1, 1), error)
            self.assertRegex(error, r"^hark: line 2: [^\n]+\n$")
            self.assertIn(path, error)


class Redact(unittest.TestCase):
    CARD = "4111 1111 1111 1111"

    def redact(self, text, *arguments):
        return hark("redact", *arguments, text=text)

    def test_a_text_passes_through_with_placeholders(self):
        self.assertEqual(self.redact(f"a {self.CARD}\nb {self.CARD}"),
                         (0, "a [CARD]\nb [CARD]", ""))

    def test_spans_are_printed_in_place_of_the_text(self):
        code, out, _ = self.redact(f"\u00e4 {self.CARD}", "--spans")
        self.assertEqual((code, json.loads(out)),
                         (0, {"start": 3, "end": 22, "entity": "CREDIT_CARD"}))

    def test_lines_of_texts_and_dialogues_keep_their_ids(self):
        lines = [{"id": "x", "text": self.CARD},
                 {"id": 2, "turns": [{"speaker": "caller", "text": "hi"}, {"text": self.CARD}]}]
        code, out, error = self.redact("\n".join(map(json.dumps, lines)), "--jsonl")
        self.assertEqual(code, 0, error)
        span = {"start": 0, "end": 19, "entity": "CREDIT_CARD"}
        self.assertEqual([json.loads(line) for line in out.splitlines()], [
            {"id": "x", "text": "[CARD]", "spans": [span]},
            {"id": 2, "turns": [{"speaker": "caller", "text": "hi"}, {"text": "[CARD]"}],
             "spans": [{"turn": 1, **span}]}])

    def test_a_dialogue_is_read_as_a_whole(self):
        turns = [("caller", "my card number is four one one one"), ("agent", "yes"),
                 ("caller", "one one one one one one one one"), ("caller", "one one one one"),
                 ("agent", "and the three digits on the back?"), ("caller", "one two three"),
                 ("agent", "that was one two three")]
        harmless = [("agent", "How many came?"), ("caller", "one or two, no one called"),
                    ("agent", "At nine thirty, for the third time?"), ("caller", "yes, 3 of 12")]
        lines = [{"turns": [{"speaker": speaker, "text": text} for speaker, text in each]}
                 for each in (turns, harmless)]
        code, out, error = self.redact("\n".join(map(json.dumps, lines)), "--jsonl")
        self.assertEqual(code, 0, error)
        split, left = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([turn["text"] for turn in split["turns"]], [
            "my card number is [CARD]", "yes", "[CARD]", "[CARD]",
            "and the three digits on the back?", "[CVV]", "that was [CVV]"])
        self.assertEqual([(span["turn"], turns[span["turn"]][1][span["start"]:span["end"]],
                           span["entity"]) for span in split["spans"]], [
            (0, "four one one one", "CREDIT_CARD"),
            (2, "one one one one one one one one", "CREDIT_CARD"),
            (3, "one one one one", "CREDIT_CARD"),
            (5, "one two three", "CVV"), (6, "one two three", "CVV")])
        self.assertEqual(left, {**lines[1], "spans": []})

    def test_only_chosen_entities_are_looked_for(self):
        self.assertEqual(self.redact(self.CARD, "--entities", "EMAIL_ADDRESS")[1], self.CARD)
        self.assertEqual(self.redact(self.CARD, "--profile", "off-for-tests")[1], self.CARD)
        self.assertEqual(self.redact(self.CARD, "--profile", "pci", "--region", "UK")[1],
                         "[CARD]")

    def test_a_wrong_choice_and_a_broken_line_are_told_in_one_line(self):
        for code, arguments, text in ((2, ("--entities", "NOBODY"), ""), (2, ("--region", "X"), ""),
                                      (2, ("--profile", "x"), ""), (1, ("--jsonl",), "{broken")):
            got, out, error = self.redact(text, *arguments)
            self.assertEqual((got, out), (code, ""), error)
            self.assertRegex(error, r"^hark: [^\n]+\n$")


if __name__ == "__main__":
    harness.main()

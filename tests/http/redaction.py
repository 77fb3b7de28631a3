#!/usr/bin/env python3
"""Redaction over HTTP: texts and dialogues, what is refused, and what the log says of a call."""
import os
import socket
import stat
import unittest

import harness
from harness import HttpTest, Server

CARD = "4111 1111 1111 1111"


class Redact(HttpTest):
    def redact(self, body, **headers):
        return self.server.send("POST", "/v1/redact", body, **headers)

    def test_a_card_over_three_turns_its_code_and_what_is_read_back_are_replaced(self):
        turns = [("caller", "my card number is four one one one"), ("agent", "go on"),
                 ("caller", "one one one one one one one one"), ("caller", "one one one one"),
                 ("agent", "and the three digits on the back?"), ("caller", "one two three"),
                 ("agent", "that was one two three")]
        answer = self.ok(self.redact({"turns": [{"speaker": speaker, "text": text}
                                                for speaker, text in turns]}))
        self.assertEqual([turn["text"] for turn in answer["turns"]], [
            "my card number is [CARD]", "go on", "[CARD]", "[CARD]",
            "and the three digits on the back?", "[CVV]", "that was [CVV]"])
        self.assertEqual([(span["turn"], turns[span["turn"]][1][span["start"]:span["end"]])
                          for span in answer["spans"]], [
            (0, "four one one one"), (2, "one one one one one one one one"),
            (3, "one one one one"), (5, "one two three"), (6, "one two three")])

    def test_a_harmless_dialogue_is_left_alone(self):
        turns = [{"speaker": "agent", "text": "How many came?"},
                 {"speaker": "caller", "text": "one or two, no one called"},
                 {"text": "at nine thirty, for the third time, 3 of 12"}]
        self.assertEqual(self.ok(self.redact({"turns": turns})), {"turns": turns, "spans": []})

    def test_one_request_leaves_nothing_to_the_next(self):
        for _ in range(3):
            self.ok(self.redact({"turns": [
                {"speaker": "agent", "text": "your three digits on the back?"}]}))
            self.assertEqual(self.ok(self.redact({"turns": [
                {"speaker": "caller", "text": "one two three"}]}))["spans"], [])
            self.assertEqual(self.ok(self.redact({"text": CARD}))["text"], "[CARD]")
            self.assertEqual(self.ok(self.redact({"text": CARD, "entities": "CVV"}))["text"], CARD)

    def test_bytes_beside_ascii_come_back_and_offsets_count_bytes(self):
        answer = self.ok(self.redact({"text": f"\u00fc \U0001f600 {CARD}"}))
        self.assertEqual(answer, {"text": "\u00fc \U0001f600 [CARD]", "spans": [
            {"start": 8, "end": 27, "entity": "CREDIT_CARD"}]})

    def test_a_body_over_the_limit_is_refused(self):
        frame = len('{"text":""}')
        self.ok(self.redact('{"text":"' + "a" * (65536 - frame) + '"}'))
        self.refused(self.redact('{"text":"' + "a" * (65537 - frame) + '"}'), 413, "too_large")
        self.alive()

    def test_what_is_no_request_is_refused_with_its_path(self):
        for body, path in ((b'{"text":"\xff"}', []), (b'{"text":"\xed\xa0\x80"}', []),
                           (b'{"text":"\\ud800"}', []), (b'{"text":"\\udc00\\ud800"}', []),
                           ({}, ["text"]), ({"text": 1}, ["text"]), ({"text": None}, ["text"]),
                           ({"text": "a", "turns": []}, ["turns"]),
                           ({"turns": [{"speaker": "a"}]}, ["turns"]),
                           ({"turns": [{"text": ""}] * 1001}, ["turns"]),
                           ({"text": "a", "entities": ["NOBODY"]}, ["entities"]),
                           ({"text": "a", "entities": ["credit_card"]}, ["entities"]),
                           ({"text": "a", "entities": []}, ["entities"]),
                           ({"text": "a", "region": "XX"}, ["region"]),
                           ({"text": "a", "profile": "loose"}, ["profile"]),
                           ({"text": "a", "id": "1"}, ["id"])):
            with self.subTest(body=str(body)[:60]):
                self.refused(self.redact(body), 400, "invalid", path)
        self.alive()


class Metrics(unittest.TestCase):
    def metrics(self, server, path="/metrics"):
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(harness.PATIENCE)
            link.connect(os.path.join(server.data, "metrics.sock"))
            link.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n"
                         "Connection: close\r\n\r\n".encode())
            head, _, body = b"".join(iter(lambda: link.recv(65536), b"")).partition(b"\r\n\r\n")
        return head.decode(), body.decode().splitlines()

    def test_what_was_replaced_is_counted_by_entity_and_rule(self):
        server = Server(self)
        head, lines = self.metrics(server)
        self.assertTrue(head.startswith("HTTP/1.1 200 "), head)
        self.assertIn("Content-Type: text/plain; version=0.0.4", head)
        self.assertEqual([line for line in lines if not line.startswith("#")],
                         ["hark_log_lines_failed_total 0"])
        server.send("POST", "/v1/redact", {"text": f"{CARD} and ida@example.org, {CARD}"})
        server.send("POST", "/v1/redact", {"turns": [{"text": CARD}]})
        server.start_call("+14155550132-17", "+12025550147")
        lines = self.metrics(server)[1]
        for line in ('hark_redacted_total{door="api",entity="CREDIT_CARD"} 3',
                     'hark_redacted_total{door="api",entity="EMAIL_ADDRESS"} 1',
                     'hark_redacted_total{door="log",entity="PHONE_NUMBER"} 1'):
            self.assertIn(line, lines)
        rules = [line for line in lines if line.startswith("hark_redacted_by_rule_total{")]
        for door, spans in (("api", 4), ("log", 1)):
            self.assertEqual(sum(int(line.split()[-1]) for line in rules
                                 if f'door="{door}"' in line), spans, lines)
        for line in rules:
            self.assertRegex(line, r'rule="[a-z][a-z0-9_]*"')
        self.assertNotIn("4155550132", str(lines))

    def test_the_socket_is_its_owners_alone_and_survives_a_kill(self):
        server = Server(self)
        path = os.path.join(server.data, "metrics.sock")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode) & 0o077, 0)
        self.assertTrue(self.metrics(server, "/v1/calls/x")[0].startswith("HTTP/1.1 404 "))
        server.kill()
        server.start()
        self.assertTrue(self.metrics(server)[0].startswith("HTTP/1.1 200 "))
        self.assertEqual(server.stop(), 0)
        self.assertFalse(os.path.exists(path))


class Summaries(unittest.TestCase):
    SAID = f"ida@example.org paid with {CARD}, the CVV is 737"

    def stored(self, *flags):
        server = Server(self, *flags)
        server.start_call("sum-1", "+12025550148")
        ref = server.end_call("sum-1", summary=self.SAID, confirmed=True).json["customer_ref"]
        server.restart()
        told = [server.send("GET", "/v1/calls/sum-1").json["summary"],
                server.send("GET", f"/v1/customers/{ref}").json["history"][0]["summary"],
                server.start_call("sum-2", "+12025550148").json["history"][0]["summary"]]
        self.assertEqual(told, [told[0]] * 3)
        return told[0]

    def test_card_data_is_never_stored(self):
        self.assertEqual(self.stored(), "ida@example.org paid with [CARD], the CVV is [CVV]")

    def test_nothing_personal_is_stored_where_that_is_wanted(self):
        self.assertEqual(self.stored("--redact-summaries"),
                         "[EMAIL] paid with [CARD], the CVV is [CVV]")


class Log(HttpTest):
    def line_of(self, call_id):
        before = len(self.server.log_lines())
        self.ok(self.server.start_call(call_id, "+12025550146"))
        self.ok(self.server.end_call(call_id))
        lines = [line for line in self.server.log_lines()[before:] if "route" in line]
        self.assertEqual(len(lines), 2)
        self.assertEqual(lines[0]["call"], lines[1]["call"])
        return lines[0]["call"]

    def test_a_number_in_a_call_id_never_reaches_the_log(self):
        for call_id, number in (("+14155550132-17", "4155550132"),
                                ("sip:+14155550132@pbx.example.com", "4155550132"),
                                ("14155550132_2026-11-22", "4155550132"),
                                ("in.4155550132.9", "4155550132"),
                                ("4111111111111111", "4111111111111111"),
                                ("call-4111-1111-1111-1111", "1111-1111"),
                                ("ida@example.org/3", "ida@")):
            with self.subTest(call_id=call_id):
                self.assertIn("[", self.line_of(call_id))
                with open(self.server.log_file, encoding="utf-8") as file:
                    self.assertNotIn(number, file.read())

    def test_an_ordinary_call_id_stays_readable(self):
        for call_id in ("call-2", "0b9d2f6e-5c1a-4f3e-9a57-2d8e1c7b4a90", "1732300859.1234",
                        "1732300859.18-sip", "20261122-230301-17", "2026-11-22T23:03:01.123Z/5",
                        "CA0123456789abcdef0123456789abcdef"):
            with self.subTest(call_id=call_id):
                self.assertEqual(self.line_of(call_id), call_id)


if __name__ == "__main__":
    harness.main()

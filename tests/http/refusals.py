#!/usr/bin/env python3
"""Bad input over HTTP: a 4xx with the path of the fault, nothing stored, and the server lives."""
import http.client
import json
import random
import zlib

import harness

START = "/v1/calls/start"
END = "/v1/calls/end"
KEY = "hk_live_"


def start(**fields):
    return {"call_id": "bad", "identity_hints": {"ani": "+12025550120"}, **fields}


class BadBodies(harness.HttpTest):
    def setUp(self):
        self.before = self.stored()

    def tearDown(self):
        self.alive()
        self.assertEqual(self.stored(), self.before, "something was stored")
        self.refused(self.server.send("GET", "/v1/calls/bad"), 404, "not_found")

    def stored(self):
        code, out, error = harness.hark("verify", "--data", self.server.data)
        self.assertEqual(code, 0, error)
        report = json.loads(out)
        return report["customers"], report["calls"]

    def bad(self, body, path, to=START, **headers):
        return self.refused(self.server.send("POST", to, body, **headers), 400, "invalid", path)

    def test_an_empty_body_is_refused(self):
        self.bad(b"", [])
        self.bad(b" \r\n\t", [])
        self.bad(b"", [], to=END)

    def test_a_truncated_body_is_refused(self):
        whole = json.dumps(start(telco={"line_type": "mobile"})).encode()
        for size in range(len(whole)):
            self.assertEqual(self.server.send("POST", START, whole[:size]).status, 400, size)

    def test_two_values_and_trailing_text_are_refused(self):
        whole = json.dumps(start())
        for after in (whole, "x", "}", ",", "\0"):
            self.assertEqual(self.server.send("POST", START, whole + after).status, 400, after)

    def test_text_that_is_no_utf_8_is_refused(self):
        for bad in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xc3"):
            body = b'{"call_id":"b' + bad + b'","identity_hints":{"ani":"+12025550120"}}'
            self.assertEqual(self.server.send("POST", START, body).status, 400, bad)
        utf16 = json.dumps(start()).encode("utf-16")
        self.assertEqual(self.server.send("POST", START, utf16).status, 400)

    def test_what_is_no_object_is_refused(self):
        for body in ("null", "1", '"x"', "[]", "true", "[{}]", "nul", "NaN", "{'a':1}"):
            self.assertEqual(self.server.send("POST", START, body).status, 400, body)

    def test_deep_nesting_is_refused(self):
        for depth in (40, 1000, 30_000):
            for left, right in (("[", "]"), ('{"a":', "}")):
                deep = left * depth + "1" + right * depth
                if len(deep) > 65_000:
                    continue
                body = '{"call_id":"bad","variables":{"x":' + deep + "}}"
                self.assertEqual(self.server.send("POST", END, body).status, 400, depth)
                self.assertEqual(self.server.send("POST", START, deep).status, 400, depth)

    def test_an_unknown_field_is_refused_by_its_path(self):
        self.bad(start(surprise=1), ["surprise"])
        self.bad({"call_id": "bad", "identity_hints": {"ani": "+12025550120", "email": "x"}},
                 ["identity_hints", "email"])
        self.bad(start(telco={"carrier": "x"}), ["telco", "carrier"])
        self.bad({"call_id": "bad", "intents": []}, ["intents"], to=END)

    def test_a_fields_own_name_is_not_repeated_when_it_is_not_plain(self):
        problem = self.bad({**start(), "Jane Doe <jane@example.org>": 1}, ["?"])
        self.assertNotIn("Jane", json.dumps(problem))

    def test_a_wrong_type_is_refused_by_its_path(self):
        cases = [({"call_id": 7}, ["call_id"]), ({"call_id": None}, ["call_id"]),
                 ({"call_id": ["bad"]}, ["call_id"]), ({"channel": 1}, ["channel"]),
                 ({"channel": "fax"}, ["channel"]), ({"deadline_ms": "5"}, ["deadline_ms"]),
                 ({"deadline_ms": 0}, ["deadline_ms"]), ({"deadline_ms": 10_001}, ["deadline_ms"]),
                 ({"deadline_ms": 1.5}, ["deadline_ms"]), ({"deadline_ms": -1}, ["deadline_ms"]),
                 ({"explain": "true"}, ["explain"]), ({"identity_hints": []}, ["identity_hints"]),
                 ({"telco": "mobile"}, ["telco"]),
                 ({"telco": {"line_type": "satellite"}}, ["telco", "line_type"]),
                 ({"telco": {"attestation": "D"}}, ["telco", "attestation"]),
                 ({"telco": {"reassigned_since": "yesterday"}}, ["telco", "reassigned_since"])]
        for fields, path in cases:
            with self.subTest(fields=fields):
                self.bad(start(**fields), path)

    def test_a_number_instead_of_text_is_refused_by_its_path(self):
        self.bad({"call_id": "bad", "identity_hints": {"ani": 12025550120}},
                 ["identity_hints", "ani"])
        self.bad({"call_id": "bad", "identity_hints": {"external_ids": {"crm_id": 7}}},
                 ["identity_hints", "external_ids", "crm_id"])

    def test_control_characters_are_refused_by_their_path(self):
        for bad in ("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\n"):
            with self.subTest(character=repr(bad)):
                self.bad(start(call_id="bad" + bad), ["call_id"])
        self.bad({"call_id": "bad", "identity_hints": {"external_ids": {"crm_id": "a\u0000b"}}},
                 ["identity_hints", "external_ids", "crm_id"])
        raw = b'{"call_id":"b\x01d","identity_hints":{"ani":"+12025550120"}}'
        self.assertEqual(self.server.send("POST", START, raw).status, 400)

    def test_ten_thousand_keys_are_refused(self):
        ids = {f"k{n}": "" for n in range(5_000)}
        self.bad({"call_id": "bad", "identity_hints": {"external_ids": ids}},
                 ["identity_hints", "external_ids"])
        keys = {f"{n}": 1 for n in range(10_000)}
        body = json.dumps(keys, separators=(",", ":"))
        self.assertEqual(self.server.send("POST", START, body[:65_000]).status, 400)
        small = ",".join(f'"{n:x}":1' for n in range(6_500))
        self.assertEqual(self.server.send("POST", START, "{" + small + "}").status, 400)
        many = {"call_id": "bad", "variables": {f"{n:x}": 1 for n in range(4_500)}}
        self.assertEqual(self.server.send("POST", END, many).status, 400)

    def test_the_same_field_twice_is_refused(self):
        body = '{"call_id":"bad","call_id":"worse","identity_hints":{"ani":"+12025550120"}}'
        self.assertEqual(self.server.send("POST", START, body).status, 400)

    def test_limits_hold_to_the_byte(self):
        self.bad(start(call_id=""), ["call_id"])
        self.bad(start(call_id="x" * 129), ["call_id"])
        ids = {"external_ids": {f"id_{n}": "1" for n in range(17)}}
        self.bad({"call_id": "bad", "identity_hints": ids}, ["identity_hints", "external_ids"])
        self.bad({"call_id": "bad", "summary": "x" * 8193}, ["summary"], to=END)
        self.bad({"call_id": "bad", "variables": {"v": "x" * 4095}}, ["variables", "v"], to=END)

    def test_a_start_that_says_nothing_about_who_calls_is_refused(self):
        self.bad({"call_id": "bad"}, ["identity_hints"])
        self.bad({"call_id": "bad", "identity_hints": {}}, ["identity_hints"])
        self.bad({"call_id": "bad", "identity_hints": {"dnis": "+12025550199"}},
                 ["identity_hints"])

    def test_a_malformed_number_is_no_evidence_and_no_error(self):
        # Stored on purpose, hence not under the name that tearDown looks for.
        for number, ani in enumerate(("", "not a number", "+", "12", "+999999999999999", "\u200b",
                                      "x" * 250, "+1202555012a")):
            answer = self.ok(self.server.start_call(f"odd-{number}", ani))
            self.assertEqual(answer["identity"]["confidence"], 0, ani)
        self.before = self.stored()

    def test_random_changes_of_a_body_are_answered_or_refused(self):
        dice = random.Random(20_261_122)
        telco = {"line_type": "mobile", "attestation": "A"}
        whole = json.dumps(start(call_id="changed", channel="voice", telco=telco)).encode()
        link = http.client.HTTPConnection("127.0.0.1", self.server.port)
        for _ in range(300):
            body = bytearray(whole)
            for _ in range(dice.randint(1, 4)):
                body[dice.randrange(len(body))] = dice.randrange(256)
            answer = self.server.send("POST", START, bytes(body), connection=link,
                                      Content_Type="application/json")
            self.assertIn(answer.status, (200, 400, 409), body)
        link.close()
        self.before = self.stored()


def never_given_out():
    """As good as a real key in form, checksum included."""
    base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    key = KEY + "0" * 30
    rest, check = zlib.crc32(key.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        check = base62[digit] + check
    return key + check


class BadRequests(harness.HttpTest):
    def tearDown(self):
        self.alive()

    def test_unknown_routes_are_not_found(self):
        for path in ("/", "/v1", "/v1/", "/v1/calls", "/v1/calls/", "/v1/calls/a/b",
                     "/v2/calls/start",
                     "/v1/customers", "/v1/customers/", "/v1//calls/start", "/V1/calls/start",
                     "/v1/calls/start/", "/livez/", "/v1/calls/../calls/start", "/favicon.ico",
                     "/%2e%2e/etc/passwd"):
            for method in ("GET", "POST", "DELETE"):
                answer = self.server.send(method, path, {} if method == "POST" else None)
                self.refused(answer, 404, "not_found")

    def test_another_method_on_a_known_path_is_refused_with_what_is_allowed(self):
        for method, path, allow in (("GET", START, "POST"), ("PUT", END, "POST"),
                                    ("DELETE", "/v1/calls/x", "GET, HEAD, PATCH"),
                                    ("POST", "/v1/customers/x", "GET, HEAD, DELETE"),
                                    ("OPTIONS", START, "POST"), ("POST", "/livez", "GET, HEAD")):
            answer = self.server.send(method, path)
            self.refused(answer, 405, "method_not_allowed")
            self.assertEqual(answer.headers["Allow"], allow)
        for method in ("TRACE", "CONNECT", "PROPFIND", "BREW"):
            answer = self.server.send(method, START)
            self.refused(answer, 405, "method_not_allowed")
            self.assertIn("POST", answer.headers["Allow"])

    def test_head_is_answered_like_get_without_a_body(self):
        answer = self.server.send("HEAD", "/livez", key=False)
        self.assertEqual((answer.status, answer.body), (200, b""))

    def test_a_missing_key_is_refused(self):
        for headers in ({}, {"Authorization": "Basic dTpw"}, {"Authorization": "Bearer"},
                        {"Authorization": ""}, {"Authorization": "Bearer "},
                        {"Authorization": self.server.api_key}):
            answer = self.server.send("POST", START, start(), key=False, **headers)
            self.refused(answer, 401, "unauthorized")
            self.assertEqual(answer.headers["WWW-Authenticate"], 'Bearer realm="hark"')

    def test_a_wrong_key_is_refused_and_told_apart_from_none(self):
        right = self.server.api_key
        for wrong in (right[:-1] + ("0" if right[-1] != "0" else "1"), right[:-1], right + "0",
                      right.swapcase(), KEY + "A" * 36, "x" * 5000, right.replace("live", "test"),
                      never_given_out()):
            answer = self.server.send("POST", START, start(), key=False,
                                      Authorization=f"Bearer {wrong}")
            self.refused(answer, 401, "unauthorized")
            self.assertIn('error="invalid_token"', answer.headers["WWW-Authenticate"])
        answer = self.server.send("GET", f"/v1/calls/x?api_key={right}", key=False)
        self.refused(answer, 401, "unauthorized")

    def test_the_scheme_of_the_key_may_be_in_any_case(self):
        answer = self.server.send("GET", "/v1/calls/x", key=False,
                                  Authorization=f"bEARER {self.server.api_key}")
        self.refused(answer, 404, "not_found")

    def test_a_body_that_is_not_called_json_is_refused(self):
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "",
                     "application/jsonp", "application/json+x"):
            answer = self.server.send("POST", START, start(), Content_Type=kind)
            self.refused(answer, 415, "unsupported_media_type")
        for kind in ("application/json; charset=utf-8", "Application/JSON", "application/json "):
            answer = self.server.send("POST", START, b"", Content_Type=kind)
            self.refused(answer, 400, "invalid")

    def test_an_encoded_body_is_refused(self):
        for encoding in ("gzip", "br", "identity", "deflate, gzip"):
            answer = self.server.send("POST", START, start(), Content_Encoding=encoding)
            self.refused(answer, 415, "unsupported_media_type")

    def test_a_body_above_64_kib_is_refused_and_one_below_is_read(self):
        # A body that is valid but for its size: white space.
        whole = json.dumps(start()).encode()
        answer = self.server.send("POST", START, whole + b" " * (65_536 - len(whole)))
        self.assertEqual(answer.status, 200, answer)
        for size in (65_537, 1_000_000):
            answer = self.server.send("POST", START, whole + b" " * (size - len(whole)))
            self.refused(answer, 413, "too_large")

    def test_a_path_above_512_bytes_is_refused_and_one_below_is_read(self):
        fits = "/v1/calls/" + "%61" * 128
        self.refused(self.server.send("GET", fits), 404, "not_found")
        too_long = "/v1/calls/" + "x" * 503
        self.assertEqual(len(too_long), 513)
        self.refused(self.server.send("GET", too_long), 414, "path_too_long")
        self.refused(self.server.send("GET", "/livez?" + "x" * 2100), 414, "path_too_long")

    def test_a_call_id_in_the_path_is_checked_like_one_in_a_body(self):
        for bad in ("%zz", "%", "%4", "%00", "%0a", "%ff", "x" * 129, "%C0%AF"):
            self.refused(self.server.send("GET", f"/v1/calls/{bad}"), 400, "invalid", ["call_id"])

    def test_a_request_id_is_ours_whatever_a_client_sends(self):
        seen = set()
        for sent in ("", "+12025550100", "12025550100", "a b", "x" * 65, "<script>", "a%0d%0ab"):
            answer = self.server.send("GET", "/livez", X_Request_Id=sent)
            self.assertRegex(answer.headers["X-Request-Id"], "^[A-Za-z0-9_-]{24}$")
            seen.add(answer.headers["X-Request-Id"])
        self.assertEqual(len(seen), 7)
        self.assertFalse(any("12025550100" in json.dumps(line)
                             for line in self.server.log_lines()))

    def test_a_trace_is_passed_on_when_it_is_well_formed(self):
        good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        self.assertEqual(self.server.send("GET", "/livez", traceparent=good).headers["traceparent"],
                         good)
        for bad in (good.upper(), good[:-1], "ff" + good[2:], "00-" + "0" * 32 + good[35:], "x"):
            answer = self.server.send("GET", "/livez", traceparent=bad)
            self.assertIsNone(answer.headers["traceparent"])

    def test_answers_may_not_be_sniffed_or_kept(self):
        for answer in (self.server.send("GET", "/livez"), self.server.send("GET", "/nothing"),
                       self.server.send("POST", START, b"x" * 70_000)):
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_headers_that_only_servers_of_files_need_change_nothing(self):
        plain = self.server.send("GET", "/readyz")
        answer = self.server.send("GET", "/readyz", Range="bytes=0-3", Upgrade="websocket",
                                  Accept_Encoding="gzip, br", If_None_Match="*",
                                  X_Forwarded_For="", REMOTE_ADDR="6.6.6.6")
        self.assertEqual((answer.status, answer.body), (200, plain.body))


if __name__ == "__main__":
    harness.main()

#!/usr/bin/env python3
"""The integrators' own flows, over HTTP and on a virtual clock."""
import harness
from harness import DAY_MS

NOBODY = "00000000-0000-0000-0000-000000000000"


class Flows(harness.HttpTest):
    def test_a_first_call_from_a_new_number_gets_confidence_0_and_a_new_reference(self):
        first = self.ok(self.server.start_call("first-1", "+12025550101"))
        self.assertEqual(first["call_id"], "first-1")
        self.assertFalse(first["returning"])
        self.assertFalse(first["degraded"])
        self.assertRegex(first["customer_ref"],
                         "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
        identity = first["identity"]
        self.assertEqual(identity["confidence"], 0)
        self.assertEqual(identity["probability"], 0)
        self.assertEqual(identity["level"], "low")
        self.assertEqual(identity["recommendation"], "ignore")
        self.assertEqual([first["open_intents"], first["variables"], first["history"]],
                         [[], {}, []])
        other = self.ok(self.server.start_call("first-2", "+12025550102"))
        self.assertNotEqual(first["customer_ref"], other["customer_ref"])

    def test_the_second_call_two_days_later_comes_back_high_with_all_that_was_left(self):
        server = self.server
        first = self.ok(server.start_call("back-1", "+12025550103"))
        server.pass_time(4 * 60_000)
        ended = self.ok(server.end_call(
            "back-1", intent="refund", intent_status="open", summary="Wants the money back.",
            variables={"name": "Ada Example"}, confirmed=True))
        self.assertEqual(ended["customer_ref"], first["customer_ref"])
        self.assertEqual(ended["duration_seconds"], 240)
        self.assertEqual((ended["intents_updated"], ended["variables_updated"]), (1, 1))
        server.pass_time(2 * DAY_MS)
        second = self.ok(server.start_call("back-2", "+1 (202) 555-0103"))
        self.assertTrue(second["returning"])
        self.assertEqual(second["customer_ref"], first["customer_ref"])
        self.assertEqual(second["identity"]["level"], "high")
        self.assertEqual(second["identity"]["recommendation"], "reuse")
        self.assertGreaterEqual(second["identity"]["confidence"], 0.8)
        self.assertTrue(any(source.startswith("ani:") for source in second["identity"]["sources"]),
                        second["identity"])
        self.assertEqual(second["variables"]["name"]["value"], "Ada Example")
        self.assertEqual(second["variables"]["name"]["tier"], "recognised")
        [intent] = second["open_intents"]
        self.assertEqual((intent["intent"], intent["status"], intent["attempt_count"]),
                         ("refund", "open", 1))
        [call] = second["history"]
        self.assertEqual((call["call_id"], call["summary"], call["duration_seconds"]),
                         ("back-1", "Wants the money back.", 240))

    def test_a_blocked_number_with_a_crm_id_is_known_by_the_id_alone(self):
        server = self.server
        first = self.ok(server.start_call("blocked-1", "anonymous",
                                          hints={"external_ids": {"crm_id": "C-7001"}}))
        self.ok(server.end_call("blocked-1", variables={"name": "Bo Example"}, confirmed=True))
        server.pass_time(DAY_MS)
        for number, blocked in enumerate(["Restricted", "", None, "+266696687", "anonymous"]):
            hints = {"ani": blocked, "external_ids": {"crm_id": "C-7001"}}
            again = self.ok(server.start_call(f"blocked-2-{number}", hints=hints))
            self.assertEqual(again["customer_ref"], first["customer_ref"], blocked)
            self.assertFalse(any(s.startswith("ani") for s in again["identity"]["sources"]))
        nobody = self.ok(server.start_call("blocked-3", "anonymous"))
        self.assertEqual(nobody["identity"]["confidence"], 0)
        self.assertNotEqual(nobody["customer_ref"], first["customer_ref"])

    def test_two_of_one_family_on_one_landline_are_told_apart_by_account_number(self):
        server = self.server
        line, refs = "+442079460100", {}
        for name, account in (("Ann", "A-100"), ("Ben", "A-200")):
            hints = {"external_ids": {"account_number": account}}
            telco = {"line_type": "landline"}
            first = self.ok(server.start_call(f"family-{name}-1", line, hints=hints, telco=telco))
            confirmed = True if name == "Ann" else "new"
            ended = self.ok(server.end_call(f"family-{name}-1", variables={"name": name},
                                            external_ids={"account_number": account},
                                            confirmed=confirmed))
            refs[name] = ended["customer_ref"]
            if name == "Ann":
                self.assertEqual(ended["customer_ref"], first["customer_ref"])
        self.assertNotEqual(refs["Ann"], refs["Ben"])
        server.pass_time(DAY_MS)
        for name, account, other in (("Ann", "A-100", "Ben"), ("Ben", "A-200", "Ann")):
            hints = {"external_ids": {"account_number": account}}
            again = self.ok(server.start_call(f"family-{name}-2", line, hints=hints,
                                              telco={"line_type": "landline"}))
            self.assertEqual(again["customer_ref"], refs[name], name)
            self.assertNotIn(other, str(again), "the other one's name was told")
            server.pass_time(20_000)  # within the same minute

    def test_a_chat_and_an_email_saved_with_end_alone_are_found_by_phone_later(self):
        server = self.server
        hints = {"ani": "+12025550105", "external_ids": {"crm_id": "C-7005"}}
        chat = self.ok(server.end_call("chat-1", channel="chat", identity_hints=hints,
                                       intent="delivery", summary="Parcel is late.",
                                       variables={"name": "Cy Example"}, confirmed=True))
        server.pass_time(3_600_000)
        mail = self.ok(server.end_call("mail-1", channel="email", identity_hints=hints,
                                       summary="Asked again by mail.", confirmed=True))
        self.assertEqual(chat["customer_ref"], mail["customer_ref"])
        server.pass_time(DAY_MS)
        call = self.ok(server.start_call("phone-1", "+12025550105"))
        self.assertEqual(call["customer_ref"], chat["customer_ref"])
        self.assertTrue(call["returning"])
        self.assertEqual(call["identity"]["level"], "high", call["identity"])
        self.assertEqual([past["channel"] for past in call["history"]], ["email", "chat"])
        self.assertEqual(call["open_intents"][0]["intent"], "delivery")

    def test_ids_of_the_call_and_of_the_campaign_do_not_confuse_two_callers(self):
        server, refs = self.server, []
        shared = {"campaign_id": "77", "skill_id": "Billing", "agent_id": "A-9", "queue": "Q-1"}

        def hints(ani, of_call):
            return {"ani": ani, "external_ids": {**shared, "cxone_contact_id": of_call,
                                                 "five9_call_id": of_call, "session_id": of_call}}

        callers = (("+12025550106", "Di"), ("+12025550107", "Ed"))
        for number, name in callers:
            started = self.ok(server.start_call(f"web-{name}-1", hints=hints(number, f"1-{name}")))
            self.assertEqual(started["identity"]["confidence"], 0)
            self.ok(server.end_call(f"web-{name}-1", variables={"name": name}, confirmed=True))
            refs.append(started["customer_ref"])
        self.assertNotEqual(*refs)
        server.pass_time(DAY_MS)
        for ref, (number, name) in zip(refs, callers):
            again = self.ok(server.start_call(f"web-{name}-2", hints=hints(number, f"2-{name}")))
            self.assertEqual(again["customer_ref"], ref)
            self.assertEqual(again["variables"]["name"]["value"], name)
            self.assertFalse([s for s in again["identity"]["sources"] if "external_id" in s])
        stranger = self.ok(server.start_call("web-x", hints=hints("+12025550108", "3-x")))
        self.assertNotIn(stranger["customer_ref"], refs)
        self.assertEqual(stranger["identity"]["confidence"], 0)

    def test_the_flat_form_means_the_same_as_the_nested_one(self):
        server = self.server
        nested = self.ok(server.start_call("flat-1", "+12025550109"))
        flat = self.ok(server.send("POST", "/v1/calls/start",
                                   {"call_id": "flat-1", "ani": "+12025550109"}))
        self.assertEqual(nested, flat)


class Calls(harness.HttpTest):
    def test_a_start_repeated_with_the_same_body_gets_the_first_answer(self):
        server = self.server
        first = server.start_call("again-1", "+12025550110")
        server.pass_time(60_000)
        second = server.start_call("again-1", "+12025550110", deadline_ms=5000)
        self.assertEqual(self.ok(first), self.ok(second))
        self.refused(server.start_call("again-1", "+12025550111"), 409, "conflict")

    def test_an_end_repeated_with_the_same_body_gets_the_first_answer(self):
        server = self.server
        self.ok(server.start_call("again-2", "+12025550112"))
        first = server.end_call("again-2", intent="billing", confirmed=True)
        server.pass_time(60_000)
        self.assertEqual(self.ok(first), self.ok(server.end_call("again-2", intent="billing",
                                                                 confirmed=True)))
        self.refused(server.end_call("again-2", intent="another"), 409, "conflict")

    def test_an_answer_is_gone_after_a_day_but_the_call_is_not(self):
        server = self.server
        self.ok(server.start_call("gone-1", "+12025550113"))
        server.pass_time(25 * 3_600_000)
        self.refused(server.start_call("gone-1", "+12025550113"), 410, "answer_gone")
        self.ok(server.send("GET", "/v1/calls/gone-1"))

    def test_what_a_patch_saved_in_mid_call_stays_when_the_call_drops(self):
        server = self.server
        first = self.ok(server.start_call("drop-1", "+12025550114"))
        saved = self.ok(server.send("PATCH", "/v1/calls/drop-1", {
            "variables": {"name": "Flo Example"}, "intent": "upgrade"}))
        self.assertEqual(saved["customer_ref"], first["customer_ref"])
        self.assertEqual(saved["variables_updated"], 1)
        held = self.ok(server.send("GET", f"/v1/customers/{first['customer_ref']}"))
        self.assertEqual(held["variables"]["name"]["value"], "Flo Example")
        self.assertEqual(held["intents"][0]["intent"], "upgrade")

    def test_a_call_is_shown_while_open_and_after_its_end(self):
        server = self.server
        first = self.ok(server.start_call("show-1", "+12025550115", channel="sms"))
        shown = self.ok(server.send("GET", "/v1/calls/show-1"))
        self.assertEqual((shown["call_id"], shown["customer_ref"], shown["channel"]),
                         ("show-1", first["customer_ref"], "sms"))
        self.assertIsNone(shown.get("call_end"))
        server.pass_time(30_000)
        self.ok(server.end_call("show-1", summary="Done."))
        shown = self.ok(server.send("GET", "/v1/calls/show-1"))
        self.assertEqual((shown["duration_seconds"], shown["summary"]), (30, "Done."))

    def test_a_call_id_with_slashes_spaces_and_letters_is_reached_percent_encoded(self):
        server = self.server
        self.ok(server.start_call("a/b c:ü+1", "+12025550116"))
        shown = self.ok(server.send("GET", "/v1/calls/a%2Fb%20c%3a%C3%BC+1"))
        self.assertEqual(shown["call_id"], "a/b c:ü+1")

    def test_an_unknown_call_and_an_unknown_customer_are_not_found(self):
        server = self.server
        self.refused(server.send("GET", "/v1/calls/never"), 404, "not_found")
        self.refused(server.send("PATCH", "/v1/calls/never", {"summary": "x"}), 404, "not_found")
        for ref in ("11111111-1111-4111-8111-111111111111", NOBODY, "x", "%zz", "%00"):
            self.refused(server.send("GET", f"/v1/customers/{ref}"), 404, "not_found")
            self.refused(server.send("DELETE", f"/v1/customers/{ref}"), 404, "not_found")

    def test_a_forgotten_customer_is_gone_for_good(self):
        server = self.server
        first = self.ok(server.start_call("forget-1", "+12025550117"))
        self.ok(server.end_call("forget-1", variables={"name": "Gus Example"}, confirmed=True))
        path = f"/v1/customers/{first['customer_ref']}"
        self.assertIn("Gus Example", server.send("GET", path).body.decode())
        erased = self.ok(server.send("DELETE", path))
        self.assertEqual(erased["customer_ref"], first["customer_ref"])
        self.refused(server.send("GET", path), 404, "not_found")
        self.refused(server.send("DELETE", path), 404, "not_found")
        server.pass_time(DAY_MS)
        again = self.ok(server.start_call("forget-2", "+12025550117"))
        self.assertFalse(again["returning"])
        self.assertNotEqual(again["customer_ref"], first["customer_ref"])
        self.assertEqual(again["identity"]["confidence"], 0)

    def test_explain_adds_evidence_and_candidates_and_nothing_else_does(self):
        server = self.server
        self.ok(server.start_call("why-1", "+12025550118"))
        self.ok(server.end_call("why-1", confirmed=True))
        plain = self.ok(server.start_call("why-2", "+12025550118"))
        self.assertNotIn("evidence", plain["identity"])
        self.assertNotIn("candidates", plain["identity"])
        explained = self.ok(server.start_call("why-3", "+12025550118", explain=True))
        self.assertTrue(explained["identity"]["evidence"])
        self.assertEqual(explained["identity"]["candidates"][0]["customer_ref"],
                         plain["customer_ref"])


if __name__ == "__main__":
    harness.main()

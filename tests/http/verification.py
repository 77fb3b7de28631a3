#!/usr/bin/env python3
"""A caller shows who they are, over HTTP and on a virtual clock."""
import harness
from harness import DAY_MS

HOUR_MS = 3_600_000


class Verification(harness.HttpTest):
    def enrol(self, name, number, account, pin="4711"):
        """A customer with a PIN and a value that only a verification unlocks."""
        server = self.server
        self.ok(server.start_call(f"{name}-0", number,
                                  hints={"external_ids": {"account": account}}))
        ended = self.ok(server.end_call(f"{name}-0", confirmed=True, variables={
            "pin": {"value": pin, "tier": "verified", "verifier": True},
            "balance": {"value": "12.50", "tier": "verified"},
            "name": name}))
        server.pass_time(DAY_MS)
        return ended["customer_ref"]

    def verify(self, call_id, **body):
        return self.server.send("POST", f"/v1/calls/{call_id}/verify", body)

    def test_a_pin_unlocks_and_links_the_new_number(self):
        server = self.server
        ref = self.enrol("ada", "+12025550161", "A-161")
        started = self.ok(server.start_call("ada-1", "+12025550162",
                                            hints={"external_ids": {"account": "A-161"}}))
        self.assertNotIn("balance", started["variables"])
        answer = self.ok(self.verify("ada-1", variable="pin", value=4711))
        self.assertTrue(answer["verified"])
        self.assertIsNone(answer["retry_after_seconds"])
        self.assertEqual(answer["customer_ref"], ref)
        self.assertEqual(answer["identity"]["level"], "high")
        self.assertIn("verified", answer["identity"]["sources"])
        self.assertEqual(answer["variables"]["balance"]["value"], "12.50")
        self.assertEqual(answer["withheld"]["variables"], [])
        self.assertEqual(set(answer) - set(started), {"verified", "retry_after_seconds"})
        self.ok(server.end_call("ada-1"))
        server.pass_time(HOUR_MS)
        again = self.ok(server.start_call("ada-2", "+12025550162"))
        self.assertEqual(again["customer_ref"], ref)
        self.assertNotIn("balance", again["variables"])

    def test_guessing_is_answered_less_and_less_and_then_refused_alike(self):
        server = self.server
        ref = self.enrol("bob", "+12025550163", "A-163", pin="open sesame")
        started = self.ok(server.start_call("bob-1", "+12025550163"))
        self.assertEqual(started["identity"]["level"], "high")
        seen = [self.ok(self.verify("bob-1", variable="pin", value=guess))
                for guess in ("sesame", "open", 4711)]
        self.assertEqual([one["verified"] for one in seen], [False] * 3)
        self.assertEqual([one["identity"]["level"] for one in seen], ["medium", "medium", "low"])
        self.assertEqual([one["retry_after_seconds"] for one in seen], [None, None, 30])
        self.assertEqual(seen[2]["variables"], {})
        self.assertNotEqual(seen[2]["customer_ref"], ref)
        wrong = self.verify("bob-1", variable="pin", value="xyzzy")
        right = self.verify("bob-1", variable="pin", value="open sesame")
        for refused in (wrong, right):
            problem = self.refused(refused, 429, "too_many_attempts")
            self.assertEqual(refused.headers["Retry-After"], "30")
            self.assertEqual(problem["title"], "Too Many Requests")
        self.assertEqual({**wrong.json, "request_id": ""}, {**right.json, "request_id": ""})
        server.pass_time(30_000)
        owner = self.ok(self.verify("bob-1", variable="pin", value="open sesame"))
        self.assertTrue(owner["verified"])

        export = self.ok(server.send("GET", f"/v1/customers/{ref}"))
        self.assertEqual([one["verified"] for one in export["verifications"]],
                         [True, False, False, False])
        self.assertEqual({one["variable"] for one in export["verifications"]}, {"pin"})
        self.assertNotIn("sesame", str(export["verifications"]))
        with open(server.log_file, encoding="utf-8") as log:
            text = log.read()
        self.assertIn("/v1/calls/{call_id}/verify", text)
        for secret in ("sesame", "xyzzy"):
            self.assertNotIn(secret, text)

    def test_an_agent_vouches_for_a_caller_whom_nobody_knew(self):
        server = self.server
        ref = self.enrol("cy", "+12025550164", "A-164")
        stranger = self.ok(server.start_call("cy-1", "anonymous"))
        self.assertNotEqual(stranger["customer_ref"], ref)
        answer = self.ok(self.verify("cy-1", method="agent", customer_ref=ref))
        self.assertEqual((answer["verified"], answer["customer_ref"]), (True, ref))
        self.assertEqual(answer["variables"]["name"]["value"], "cy")
        self.assertEqual(self.ok(server.start_call("cy-1", "anonymous")), stranger)
        self.assertEqual(self.ok(server.end_call("cy-1"))["customer_ref"], ref)

    def test_bad_verifications_are_refused(self):
        server = self.server
        ref = self.enrol("di", "+12025550165", "A-165")
        self.ok(server.start_call("di-1", "+12025550165"))
        self.refused(self.verify("di-1"), 400, "invalid", ["variable"])
        self.refused(self.verify("di-1", variable="pin"), 400, "invalid", ["value"])
        self.refused(self.verify("di-1", variable="pin", value="1", method="pin"),
                     400, "invalid", ["method"])
        self.refused(self.verify("di-1", method="agent"), 400, "invalid", ["customer_ref"])
        self.refused(self.verify("no-such-call", variable="pin", value="1"), 404, "not_found")
        self.refused(self.verify("di-0", variable="pin", value="4711"), 403, "not_allowed")
        unknown = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
        self.refused(self.verify("di-1", method="agent", customer_ref=unknown), 404, "not_found")
        self.assertEqual(self.ok(server.send("GET", f"/v1/customers/{ref}"))["verifications"], [])
        self.alive()


if __name__ == "__main__":
    harness.main()

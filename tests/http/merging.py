#!/usr/bin/env python3
"""Two customers are merged over HTTP, and had back."""
import harness

DAY_MS = harness.DAY_MS


class Merging(harness.HttpTest):
    def caller(self, name, number):
        server = self.server
        self.ok(server.start_call(f"{name}-0", number))
        ended = self.ok(server.end_call(f"{name}-0", confirmed=True, intent=f"{name}-intent",
                                        variables={f"{name}-word": name}))
        server.pass_time(DAY_MS)
        return ended["customer_ref"]

    def merge(self, ref, into):
        return self.server.send("POST", f"/v1/customers/{ref}/merge", {"into": into})

    def unmerge(self, ref, body=None):
        return self.server.send("POST", f"/v1/customers/{ref}/unmerge", body)

    def view(self, ref):
        return self.server.send("GET", f"/v1/customers/{ref}")

    def test_a_merged_reference_answers_308_to_the_survivor(self):
        ann, anna = self.caller("ann", "+12025550171"), self.caller("anna", "+12025550172")
        before = self.ok(self.view(ann)), self.ok(self.view(anna))
        self.assertEqual(self.ok(self.merge(anna, ann)),
                         {"customer_ref": ann, "merged_refs": [anna]})
        moved = self.view(anna)
        self.assertEqual(moved.status, 308)
        self.assertEqual(moved.headers["Location"], f"/v1/customers/{ann}")
        self.assertEqual(moved.json["customer_ref"], ann)
        survivor = self.ok(self.view(ann))
        self.assertEqual(survivor["merged_refs"], [anna])
        self.assertEqual(len(survivor["identifiers"]), 2)
        known = self.ok(self.server.start_call("anna-1", "+12025550172"))
        self.assertEqual(known["customer_ref"], ann)
        self.assertEqual(set(known["variables"]), {"ann-word", "anna-word"})
        self.assertEqual(self.ok(self.server.end_call("anna-1"))["customer_ref"], ann)

        self.assertEqual(self.ok(self.unmerge(anna)), {"customer_ref": anna, "merged_refs": []})
        self.assertEqual(self.ok(self.view(ann)), before[0])
        parted = self.ok(self.view(anna))
        self.assertEqual([call["call_id"] for call in parted["history"]], ["anna-1", "anna-0"])
        self.assertEqual(parted["variables"].keys(), before[1]["variables"].keys())

    def test_erasing_the_alias_erases_the_survivor_too(self):
        ann, anna = self.caller("eve", "+12025550173"), self.caller("eva", "+12025550174")
        self.ok(self.merge(anna, ann))
        erased = self.ok(self.server.send("DELETE", f"/v1/customers/{anna}"))
        self.assertEqual((erased["customer_ref"], erased["identifiers"]), (anna, 2))
        for ref in (ann, anna):
            self.assertEqual(self.view(ref).status, 404)

    def test_what_cannot_be_merged_is_refused(self):
        ann, anna = self.caller("kim", "+12025550175"), self.caller("kit", "+12025550176")
        for body, path in (({}, ["into"]), ({"into": "x"}, ["into"]), ({"into": 7}, ["into"]),
                           ({"into": ann, "why": "x"}, ["why"]), ({"into": ann}, ["into"])):
            with self.subTest(body=body):
                refused = self.server.send("POST", f"/v1/customers/{ann}/merge", body)
                self.refused(refused, 400, "invalid", path)
        self.refused(self.merge("nobody", ann), 404, "not_found")
        self.refused(self.unmerge(ann), 409, "conflict")
        self.refused(self.unmerge("nobody"), 404, "not_found")
        self.ok(self.merge(anna, ann))
        self.ok(self.merge(anna, ann))
        self.refused(self.merge(ann, anna), 409, "conflict")
        self.assertEqual(self.server.send("GET", f"/v1/customers/{ann}/merge").status, 405)
        self.assertEqual(self.ok(self.unmerge(ann, {}))["merged_refs"], [])
        self.assertEqual(self.ok(self.view(anna))["customer_ref"], anna)


if __name__ == "__main__":
    harness.main()

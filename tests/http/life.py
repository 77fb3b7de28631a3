#!/usr/bin/env python3
"""The life of a server: starting, many clients at once, stopping in good order, starting again;
keys, files and logs."""
import fcntl
import http.client
import json
import os
import re
import resource
import signal
import socket
import stat
import subprocess
import threading
import time
import unittest

import harness
from harness import DAY_MS, Server


class Life(harness.HttpTest):
    def setUp(self):
        self.server = Server(self)

    def test_a_restart_keeps_everything(self):
        server = self.server
        first = self.ok(server.start_call("keep-1", "+12025550140"))
        ended = server.end_call("keep-1", intent="refund", variables={"name": "Hal Example"},
                                confirmed=True)
        open_call = server.start_call("keep-2", "+12025550141")
        server.restart()
        self.assertEqual(self.ok(server.start_call("keep-1", "+12025550140")), first)
        self.assertEqual(self.ok(server.end_call("keep-1", intent="refund", confirmed=True,
                                                 variables={"name": "Hal Example"})),
                         self.ok(ended))
        self.assertEqual(self.ok(server.send("GET", "/v1/calls/keep-2"))["customer_ref"],
                         self.ok(open_call)["customer_ref"])
        server.pass_time(2 * DAY_MS)
        again = self.ok(server.start_call("keep-3", "+12025550140"))
        self.assertEqual(again["customer_ref"], first["customer_ref"])
        self.assertEqual(again["variables"]["name"]["value"], "Hal Example")
        self.assertEqual(again["open_intents"][0]["intent"], "refund")

    def test_what_was_acknowledged_survives_a_kill(self):
        server = self.server
        for number in range(20):
            self.ok(server.start_call(f"kill-{number}", f"+120255501{number:02}"))
        server.kill()
        server.start()
        for number in range(20):
            self.ok(server.send("GET", f"/v1/calls/kill-{number}"))
        self.assertEqual(harness.hark("verify", "--data", server.data)[0], 0)

    def test_sigterm_ends_it_with_0_and_nothing_on_standard_error(self):
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(self.server.last_words, "")
        events = [line["event"] for line in self.server.log_lines() if "event" in line]
        self.assertEqual(events, ["listening", "draining", "stopped"])

    def test_sigint_ends_it_too(self):
        self.server.process.send_signal(signal.SIGINT)
        self.assertEqual(self.server.process.wait(harness.PATIENCE), 0)

    def test_a_signal_right_after_the_start_is_obeyed(self):
        for _ in range(5):
            self.server.restart()

    def test_readiness_fails_first_while_calls_are_still_taken(self):
        server = Server(self, "--drain-ms", "600000")
        self.assertEqual(self.ok(server.send("GET", "/readyz", key=False)), {"status": "ready"})
        server.process.send_signal(signal.SIGTERM)
        server.wait_for_log("draining")
        self.refused(server.send("GET", "/readyz", key=False), 503, "draining")
        self.assertEqual(server.send("GET", "/livez", key=False).status, 200)
        answer = server.start_call("late-1", "+12025550142")
        self.ok(answer)
        self.assertEqual(answer.headers["Connection"], "close")
        self.assertEqual(server.stop(), 0)  # a second SIGTERM ends the wait

    def test_requests_in_flight_are_answered_before_it_stops(self):
        server = self.server
        body = json.dumps({"call_id": "flight-1", "ani": "+12025550143"}).encode()
        head = (f"POST /v1/calls/start HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                f"Authorization: Bearer {server.api_key}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode()
        links = [socket.create_connection(("127.0.0.1", server.port), timeout=20)
                 for _ in range(8)]
        for link in links:
            link.sendall(head + body[:5])
        # Answered after these were sent: their connections were accepted before the signal.
        self.alive()
        server.process.send_signal(signal.SIGTERM)
        server.wait_for_log("draining")
        answers = []
        for link in links:
            link.sendall(body[5:])
            answers.append(link.recv(65536))
            link.close()
        self.assertEqual(server.process.wait(harness.PATIENCE), 0)
        for answer in answers:
            self.assertTrue(answer.startswith(b"HTTP/1.1 200"), answer)
            self.assertIn(b"Connection: close", answer)
        self.assertEqual(len({answer.split(b"\r\n\r\n")[1] for answer in answers}), 1)

    def test_64_clients_at_once_lose_nothing_and_mix_nothing_up(self):
        server, refs, faults = self.server, {}, []

        def client(number):
            try:
                link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

                def send(path, body):
                    answer = server.send("POST", path, body, connection=link)
                    if answer.status != 200:
                        raise AssertionError(answer)
                    return answer.json

                ani = f"+1202555{1000 + number}"
                for call in range(4):
                    call_id = f"crowd-{number}-{call}"
                    started = send("/v1/calls/start", {"call_id": call_id, "ani": ani})
                    refs.setdefault(number, set()).add(started["customer_ref"])
                    ended = send("/v1/calls/end", {
                        "call_id": call_id, "confirmed": True, "summary": f"by {number}",
                        "variables": {"who": str(number)}})
                    refs[number].add(ended["customer_ref"])
                    for past in started["history"]:
                        if past["summary"] != f"by {number}":
                            raise AssertionError(started)
                link.close()
            except Exception as fault:  # pylint: disable=broad-except
                faults.append(repr(fault))

        threads = [threading.Thread(target=client, args=[n]) for n in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(faults, [])
        self.assertTrue(all(len(of_one) == 1 for of_one in refs.values()), refs)
        self.assertEqual(len({ref for of_one in refs.values() for ref in of_one}), 64)
        code, out, _ = harness.hark("verify", "--data", server.data)
        self.assertEqual((code, json.loads(out)["customers"], json.loads(out)["calls"]),
                         (0, 64, 256))

    def test_the_same_start_from_many_at_once_makes_one_call_and_one_customer(self):
        server, answers = self.server, []

        def client():
            answers.append(server.start_call("same-1", "+12025550144").body)

        threads = [threading.Thread(target=client) for _ in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(answers), 24)
        self.assertEqual(len(set(answers)), 1, set(answers))

    def test_two_servers_on_one_memory_make_one_call_and_one_customer(self):
        servers = [self.server, Server(self, folder=self.server.folder)]
        same, refs = [], []

        def client(number):
            server = servers[number % 2]
            same.append(self.ok(server.start_call("both-1", "+12025550145")))
            refs.append(self.ok(server.start_call(f"both-2-{number}", "+12025550146")))

        threads = [threading.Thread(target=client, args=[n]) for n in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(same), 16)
        self.assertTrue(all(answer == same[0] for answer in same), same)
        self.assertEqual(len({answer["customer_ref"] for answer in refs}), 1)
        self.assertEqual(sum(not answer["returning"] for answer in refs), 1)

    def hold_write_lock(self):
        """As another process does it that writes: SQLite's lock of a WAL is a byte of this file."""
        file = open(os.path.join(self.server.data, "data.db-shm"), "r+b")
        self.addCleanup(file.close)
        fcntl.lockf(file, fcntl.LOCK_EX, 1, 120)
        return file

    def test_a_start_with_a_deadline_is_answered_in_time_when_another_holds_the_lock(self):
        server = self.server
        self.ok(server.start_call("lock-0", "+12025550147"))
        self.ok(server.end_call("lock-0", confirmed=True))
        lock = self.hold_write_lock()
        began = time.monotonic()
        answer = self.ok(server.start_call("lock-1", "+12025550147", deadline_ms=200))
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual((answer["degraded"], answer["customer_ref"], answer["returning"]),
                         (True, None, False))
        identity = answer["identity"]
        self.assertEqual((identity["level"], identity["confidence"]), ("low", 0))
        lock.close()
        later = self.ok(server.start_call("lock-1", "+12025550147"))
        self.assertEqual((later["degraded"], later["returning"]), (False, True))
        self.ok(server.end_call("lock-1", confirmed=True))

    def test_without_a_deadline_the_wait_for_the_lock_ends_with_503(self):
        lock = self.hold_write_lock()
        answer = self.server.start_call("lock-2", "+12025550148")
        self.refused(answer, 503, "busy")
        self.assertEqual(answer.headers["Retry-After"], "1")
        lock.close()
        self.ok(self.server.start_call("lock-2", "+12025550148"))

    def test_a_second_server_on_the_same_port_is_told_so(self):
        done = subprocess.run([harness.HARKD, "--data", self.server.data, "--port",
                               str(self.server.port)], capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"^harkd: cannot listen on 127\.0\.0\.1:\d+: [^\n]+\n$")
        self.alive()


class Logs(unittest.TestCase):
    def test_logs_hold_ids_routes_statuses_and_times_and_nothing_personal(self):
        server = Server(self)
        secrets = ["12025550145", "Ida Example", "C-9001", "dob", "1970-01-01", "refund me",
                   "ida@example.org", "x-query", "Agent-Of-Ida", server.api_key]
        ref = server.send("POST", "/v1/calls/start?q=x-query", {
            "call_id": "call-of-ida", "identity_hints": {
                "ani": "+12025550145", "external_ids": {"crm_id": "C-9001"}}},
            User_Agent="Agent-Of-Ida").json["customer_ref"]
        server.send("PATCH", "/v1/calls/call-of-ida", {"summary": "refund me, ida@example.org"})
        server.end_call("call-of-ida", intent="refund me", confirmed=True,
                        variables={"name": "Ida Example", "dob": "1970-01-01"})
        server.send("GET", "/v1/calls/call-of-ida?x-query=12025550145")
        server.send("GET", f"/v1/customers/{ref}")
        server.send("POST", "/v1/calls/start", {"call_id": "call-of-ida", "Ida Example": 1})
        server.send("POST", "/v1/calls/start", '{"call_id":"Ida Example')
        server.send("GET", "/v1/customers/Ida%20Example")
        server.send("GET", "/Ida%20Example/12025550145")
        server.send("DELETE", f"/v1/customers/{ref}")
        server.send("GET", "/livez", key=False, Authorization="Bearer " + "hk_live_Ida Example")
        server.raw(b"GET /Ida Example 12025550145\r\n\r\n")
        self.assertEqual(server.stop(), 0)
        with open(server.log_file, encoding="utf-8") as file:
            text = file.read()
        for secret in secrets:
            self.assertNotIn(secret, text)
            self.assertNotIn(secret.replace(" ", "%20"), text)
        self.assertNotIn(server.api_key[8:20], text)
        lines = [json.loads(line) for line in text.splitlines()]
        requests = [line for line in lines if "route" in line]
        known = {"time", "level", "request_id", "method", "route", "status", "duration_us",
                 "key_id", "call", "customer_ref", "error", "sys"}
        for line in requests:
            self.assertLessEqual(set(line), known)
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        first = requests[0]
        self.assertEqual((first["route"], first["method"], first["status"], first["level"]),
                         ("/v1/calls/start", "POST", 200, "info"))
        self.assertEqual(first["customer_ref"], ref)
        of_call = {line["call"] for line in requests if "call" in line}
        self.assertEqual(of_call, {"call-of-ida"}, "one call has one name, whatever the route")
        self.assertEqual(requests[3]["route"], "/v1/calls/{call_id}")

    def test_a_crash_writes_no_memory_to_disk_unless_that_is_allowed(self):
        def hard_limit(server):
            with open(f"/proc/{server.process.pid}/limits", encoding="ascii") as file:
                return next(line.split()[5] for line in file if line.startswith("Max core file"))
        ours = resource.getrlimit(resource.RLIMIT_CORE)[1]
        if ours == 0:
            self.skipTest("core dumps are forbidden to this test already")
        self.assertEqual(hard_limit(Server(self)), "0")
        self.assertNotEqual(hard_limit(Server(self, "--allow-core-dumps")), "0")

    def test_a_log_that_nobody_reads_holds_up_no_call(self):
        server = Server(self, start=False)
        server.process = subprocess.Popen([harness.HARKD, "--data", server.data, "--port", "0"],
                                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        server.port = json.loads(server.process.stderr.readline())["port"]
        link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        for _ in range(1_000):  # a pipe takes 64 KiB, a line is about 150 bytes
            self.assertEqual(server.send("GET", "/livez", connection=link).status, 200)
        link.close()
        server.process.send_signal(signal.SIGINT)
        self.assertEqual(server.process.wait(harness.PATIENCE), 0)
        server.close_pipes()

    def test_log_lines_go_to_standard_error_without_a_log_file(self):
        server = Server(self, start=False)
        process = subprocess.Popen([harness.HARKD, "--data", server.data, "--port", "0"],
                                   stderr=subprocess.PIPE, text=True)
        self.assertEqual(json.loads(process.stderr.readline())["event"], "listening")
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read().splitlines()
        self.assertEqual(process.wait(30), 0)
        process.stderr.close()
        self.assertEqual([json.loads(line)["event"] for line in rest], ["draining", "stopped"])


class Starting(unittest.TestCase):
    def start(self, *flags, **options):
        done = subprocess.run([harness.HARKD, "--port", "0", *flags], capture_output=True,
                              text=True, timeout=30, **options)
        self.assertEqual(done.stdout, "")
        return done.returncode, done.stderr

    def refused(self, code, *flags, **options):
        got, error = self.start(*flags, **options)
        self.assertEqual(got, code, error)
        self.assertRegex(error, r"^harkd: [^\n]+\n$")
        return error

    def test_an_address_that_is_not_loopback_is_refused(self):
        server = Server(self, start=False)
        for address in ("0.0.0.0", "::", "[::]:8080", "192.0.2.1", "10.0.0.1:80", "example.org"):
            self.assertIn("loopback", self.refused(2, "--data", server.data, "--listen", address))

    def test_wrong_flags_are_refused_in_one_line(self):
        self.refused(2)
        self.refused(2, "--data", "x", "--port", "99999")
        self.refused(2, "--data", "x", "--workers", "0")
        self.refused(2, "--data", "x", "--listen", "127.0.0.1:http")
        self.refused(2, "--data", "x", "--surprise")
        self.refused(2, "--data", "x", "--region", "UK")

    def test_a_key_that_others_can_read_is_refused(self):
        server = Server(self, start=False)
        key = server.data + ".root_key"
        self.assertEqual(stat.S_IMODE(os.stat(key).st_mode), 0o600)
        for mode in (0o640, 0o604, 0o666):
            os.chmod(key, mode)
            self.assertIn("chmod 600", self.refused(1, "--data", server.data))
        os.chmod(key, 0o400)
        server.start()

    def test_a_wrong_key_a_missing_key_and_a_missing_memory_are_told_apart(self):
        server = Server(self, start=False)
        other = os.path.join(server.folder, "other")
        with open(os.open(other, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
            file.write("ab" * 32)
        texts = {self.refused(1, "--data", server.data, "--key-file", other),
                 self.refused(1, "--data", server.data, "--key-file", other + "x"),
                 self.refused(1, "--data", server.folder, "--key-file", other)}
        self.assertEqual(len(texts), 3, texts)
        server.start()  # nothing was lost

    def test_the_key_may_come_from_a_descriptor_or_a_command(self):
        server = Server(self, start=False)
        key = server.data + ".root_key"
        hidden = os.path.join(server.folder, "hidden")
        os.rename(key, hidden)
        self.refused(1, "--data", server.data)
        for flags, options in ((["--key-command", f"cat '{hidden}'"], {}), (["--key-fd", "0"], {})):
            with open(hidden, encoding="ascii") as file:
                process = subprocess.Popen(
                    [harness.HARKD, "--data", server.data, "--port", "0", *flags], text=True,
                    stdin=file, stderr=subprocess.PIPE, **options)
            self.assertEqual(json.loads(process.stderr.readline())["event"], "listening")
            process.send_signal(signal.SIGINT)
            process.communicate()
            self.assertEqual(process.returncode, 0)

    def test_a_key_in_the_environment_is_not_read(self):
        server = Server(self, start=False)
        os.remove(server.data + ".root_key")
        self.refused(1, "--data", server.data,
                     env={**os.environ, "HARK_KEY": "ab" * 32, "HARK_ROOT_KEY": "ab" * 32})

    def test_settings_come_from_the_environment_and_flags_go_before(self):
        server = Server(self, start=False)
        environment = {**os.environ, "HARK_DATA_DIR": server.data, "HARK_LISTEN": "0.0.0.0"}
        done = subprocess.run([harness.HARKD], capture_output=True, text=True, timeout=30,
                              env=environment)
        self.assertIn("loopback", done.stderr)
        process = subprocess.Popen([harness.HARKD, "--listen", "127.0.0.1:0"], text=True,
                                   stderr=subprocess.PIPE, env=environment)
        self.assertEqual(json.loads(process.stderr.readline())["event"], "listening")
        process.send_signal(signal.SIGINT)
        process.communicate()

    def test_files_are_for_their_owner_alone(self):
        server = Server(self)
        server.start_call("mode-1", "+12025550146")
        for folder, _, files in os.walk(server.data):
            for name in files:
                mode = stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
                self.assertEqual(mode & 0o077, 0, f"{name}: {mode:o}")
        self.assertEqual(stat.S_IMODE(os.stat(server.log_file).st_mode), 0o600)

    def test_nothing_readable_is_in_the_files(self):
        server = Server(self)
        server.start_call("hidden-call", "+12025550147")
        server.end_call("hidden-call", variables={"name": "Jo Example"}, confirmed=True)
        self.assertEqual(server.stop(), 0)
        for folder, _, files in os.walk(server.data):
            for name in files:
                with open(os.path.join(folder, name), "rb") as file:
                    content = file.read()
                for text in (b"12025550147", b"2025550147", b"Jo Example", b"hidden-call",
                             server.api_key.encode(), b"SQLite format 3"):
                    self.assertIsNone(re.search(re.escape(text), content), f"{text} in {name}")


if __name__ == "__main__":
    harness.main()

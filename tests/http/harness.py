"""What the tests over HTTP share: the real harkd on a free loopback port, with a memory in a folder
of its own and a clock that the test sets.

usage of every test: TEST.py HARKD HARK SOURCE-ROOT [unittest arguments]
"""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

HARKD, HARK, ROOT = sys.argv[1:4]
START_MS = 1_790_000_000_000  # 21 September 2026
DAY_MS = 86_400_000
PATIENCE = 30  # seconds until something that should happen is taken for never


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body
        is_json = "json" in (response.headers["Content-Type"] or "")
        self.json = json.loads(body) if body and is_json else None

    def __repr__(self):
        return f"{self.status} {self.body[:2000]!r}"


def hark(*arguments, text=None, **options):
    """Runs the command line; (exit code, standard output, standard error)."""
    done = subprocess.run([HARK, *arguments], input=text, capture_output=True, text=True,
                          timeout=PATIENCE, **options)
    return done.returncode, done.stdout, done.stderr


class Server:
    """A memory and its harkd. Ends with the test."""

    def __init__(self, test, *flags, folder=None, start=True):
        self.folder = folder or tempfile.mkdtemp(prefix="hark-http-")
        if folder is None:
            test.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = os.path.join(self.folder, "data")
        self.api_key_file = os.path.join(self.folder, "api_key")
        self.log_file = os.path.join(self.folder, "log")
        self.clock_file = os.path.join(self.folder, "clock")
        self.flags = flags
        self.process = None
        self.set_time(START_MS)
        if not os.path.exists(self.data):
            code, _, error = hark("init", "--data", self.data, "--api-key-file", self.api_key_file)
            test.assertEqual(code, 0, error)
        with open(self.api_key_file, encoding="ascii") as file:
            self.api_key = file.read().strip()
        test.addCleanup(self.finish)
        if start:
            self.start()

    # --- the process ---------------------------------------------------------------------------
    def start(self):
        logged = os.path.getsize(self.log_file) if os.path.exists(self.log_file) else 0
        self.process = subprocess.Popen(
            [HARKD, "--data", self.data, "--port", "0", "--test-clock", self.clock_file,
             "--log-file", self.log_file,
             *([] if "--drain-ms" in self.flags else ["--drain-ms", "0"]), *self.flags],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.port = self.wait_for_log("listening", logged)["port"]

    def wait_for_log(self, event, since=0):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"harkd ended: {self.process.stderr.read()}")
            if os.path.exists(self.log_file):
                for line in self.log_lines(since):
                    if line.get("event") == event:
                        return line
            time.sleep(0.005)
        raise AssertionError(f"no {event} in the log")

    def log_lines(self, since=0):
        with open(self.log_file, encoding="utf-8") as file:
            file.seek(since)
            return [json.loads(line) for line in file if line.endswith("\n")]

    def stop(self):
        """As a supervisor does it; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self.last_words = self.process.stderr.read()
        self.close_pipes()
        return code

    def restart(self):
        code = self.stop()
        if code != 0:
            raise AssertionError(f"harkd ended with {code}: {self.last_words}")
        self.start()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.close_pipes()

    def finish(self):
        """Whatever the test did, the server still ends in good order; sanitizers speak up here."""
        if self.process and self.process.poll() is None:
            try:
                code = self.stop()
            except subprocess.TimeoutExpired:
                self.kill()
                raise
            if code != 0 or self.last_words:
                raise AssertionError(f"harkd ended with {code}: {self.last_words}")
        self.close_pipes()

    def close_pipes(self):
        if self.process:
            for pipe in (self.process.stdout, self.process.stderr):
                pipe.close()

    # --- time ----------------------------------------------------------------------------------
    def set_time(self, milliseconds):
        self.now = milliseconds
        with open(self.clock_file + ".new", "w", encoding="ascii") as file:
            file.write(str(milliseconds))
        os.rename(self.clock_file + ".new", self.clock_file)

    def pass_time(self, milliseconds):
        self.set_time(self.now + milliseconds)

    # --- requests ------------------------------------------------------------------------------
    def send(self, method, path, body=None, key=True, connection=None, **headers):
        """One request. A body that is no bytes or text is sent as JSON."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if key:
            sent.setdefault("Authorization", f"Bearer {self.api_key}")
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            body = body.encode() if isinstance(body, str) else body
        used = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            used.request(method, path, body=body, headers=sent)
            response = used.getresponse()
            return Answer(response, response.read())
        finally:
            if connection is None:
                used.close()

    def start_call(self, call_id, ani=None, **more):
        hints = {"ani": ani} if ani is not None else {}
        hints.update(more.pop("hints", {}))
        return self.send("POST", "/v1/calls/start",
                         {"call_id": call_id, "identity_hints": hints, **more})

    def end_call(self, call_id, **more):
        return self.send("POST", "/v1/calls/end", {"call_id": call_id, **more})

    def raw(self, data, pieces=None, wait=True):
        """Sends bytes as they are and reads until the server closes; all it said."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as link:
            for piece in pieces or [data]:
                link.sendall(piece)
            if not wait:
                return b""
            said = b""
            try:
                while chunk := link.recv(65536):
                    said += chunk
            except ConnectionResetError:
                pass
            return said


class HttpTest(unittest.TestCase):
    """Each class has one server; each test its own numbers and calls."""
    flags = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(_ClassCleanup(cls), *cls.flags)

    def ok(self, answer):
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def refused(self, answer, status, code, path=None):
        """A problem document as the contract has it, perhaps with the path of the fault."""
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        problem = answer.json
        self.assertEqual(problem["status"], status)
        self.assertEqual(problem["error"], code, answer)
        for name in ("type", "title", "detail", "instance", "message", "request_id"):
            self.assertIsInstance(problem[name], str, name)
        self.assertEqual(problem["request_id"], answer.headers["X-Request-Id"])
        self.assertIsInstance(problem["details"]["issues"], list)
        if path is not None:
            self.assertEqual([issue["path"] for issue in problem["details"]["issues"]], [path],
                             answer)
        return problem

    def alive(self):
        self.assertEqual(self.server.send("GET", "/livez", key=False).status, 200)


class _ClassCleanup:
    """Lets a Server be owned by a class as by a test."""

    def __init__(self, cls):
        self.addCleanup = cls.addClassCleanup

    @staticmethod
    def assertEqual(left, right, message=""):
        if left != right:
            raise AssertionError(f"{left} is not {right}: {message}")


def count(result):
    bad = len(result.failures) + len(result.errors)
    good = max(result.testsRun - bad - len(result.skipped), 0)
    # In doctest's words, so that one counter reads all tests.
    print(f"[doctest] test cases: {good + bad} | {good} passed | {bad} failed"
          f" | {len(result.skipped)} skipped", flush=True)


def main():
    program = unittest.main(argv=[sys.argv[0], *sys.argv[4:]], exit=False, verbosity=2)
    count(program.result)
    sys.exit(0 if program.result.wasSuccessful() else 1)

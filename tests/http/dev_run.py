#!/usr/bin/env python3
"""./dev run as a newcomer types it, twice: the lines that it prints are run as they stand, and the
second run knows the caller of the first."""
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import unittest

import harness


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class DevRun:
    """One ./dev run on a port and with a folder of its own."""

    def __init__(self, test, folder):
        self.port = free_port()
        environment = {**os.environ, "HARK_PORT": str(self.port),
                       "HARK_DATA_DIR": os.path.join(folder, "data")}
        environment.pop("HARK_API_KEY_FILE", None)
        # A session of its own: what is left of it when a test fails goes with it.
        self.process = subprocess.Popen(
            ["./dev", "run"], cwd=harness.ROOT, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        test.addCleanup(self.finish)
        # Nothing said for so long is a failure, and not a test without an end.
        self.watchdog = threading.Timer(harness.PATIENCE * 3, self.kill)
        self.watchdog.start()
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line)
            if '"listening"' in line:
                return
        raise AssertionError("./dev run ended: " + "".join(self.lines))

    def copied(self):
        """The lines to be copied, each answer in the order of the commands."""
        first = next(at for at, line in enumerate(self.lines) if line.startswith("curl "))
        length = self.lines[first:].index("\n")
        script = "".join(self.lines[first:first + length])
        done = subprocess.run(["sh", "-eu", "-c", script], capture_output=True, text=True,
                              timeout=harness.PATIENCE)
        if (done.returncode, done.stderr) != (0, ""):
            raise AssertionError(f"{script}: {done.returncode} {done.stderr}")
        answers, rest = [], done.stdout.strip()
        while rest:
            answer, end = json.JSONDecoder().raw_decode(rest)
            answers.append(answer)
            rest = rest[end:].strip()
        return script, answers

    def stop(self):
        """As Ctrl-C does it; the exit code."""
        self.process.send_signal(signal.SIGINT)
        self.process.stdout.read()
        return self.process.wait(harness.PATIENCE)

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def finish(self):
        self.watchdog.cancel()
        self.kill()
        self.process.wait()
        self.process.stdout.close()


class Run(unittest.TestCase):
    def test_the_second_run_knows_the_caller_of_the_first(self):
        folder = tempfile.mkdtemp(prefix="hark-dev-run-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        run = DevRun(self, folder)
        script, (started, ended) = run.copied()
        self.assertFalse(started["returning"])
        self.assertEqual(ended["customer_ref"], started["customer_ref"])
        self.assertEqual(run.stop(), 0)
        kept = {name: os.stat(os.path.join(folder, name)).st_mode & 0o777
                for name in ("data.api_key", "data.root_key")}
        self.assertEqual(set(kept.values()), {0o600})

        again = DevRun(self, folder)
        same_lines, answers = again.copied()
        self.assertEqual(same_lines, script.replace(str(run.port), str(again.port)))
        # The same call_ids and bodies: replays, which nothing but the first memory has.
        self.assertEqual([answer["customer_ref"] for answer in answers],
                         2 * [started["customer_ref"]])
        next_call = script.split("\ncurl ")[0].replace("call-1", "call-2")
        done = subprocess.run(["sh", "-eu", "-c", next_call.replace(str(run.port),
                                                                  str(again.port))],
                              capture_output=True, text=True, timeout=harness.PATIENCE)
        known = json.loads(done.stdout)
        self.assertTrue(known["returning"])
        self.assertEqual(known["customer_ref"], started["customer_ref"])
        self.assertEqual(known["open_intents"][0]["intent"], "refund")
        self.assertEqual(again.stop(), 0)


if __name__ == "__main__":
    harness.main()

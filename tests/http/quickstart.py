#!/usr/bin/env python3
"""The README's quick start, its shell lines run exactly as they stand there."""
import json
import os
import re
import subprocess
import unittest

import harness

BLOCKS = re.compile(r"<!-- quickstart -->\n```sh\n(.*?)```\n<!-- /quickstart -->", re.DOTALL)


class Quickstart(unittest.TestCase):
    def test_the_readmes_lines_do_what_the_readme_says(self):
        with open(os.path.join(harness.ROOT, "README.md"), encoding="utf-8") as file:
            blocks = BLOCKS.findall(file.read())
        self.assertTrue(blocks, "no quick start in the README")
        server = harness.Server(self)
        environment = {**os.environ, "HARK_PORT": str(server.port),
                       "HARK_API_KEY_FILE": server.api_key_file}
        done = subprocess.run(["sh", "-eu", "-c", "\n".join(blocks)], capture_output=True,
                              text=True, env=environment, cwd=server.folder, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        answers, rest = [], done.stdout
        while rest.strip():
            answer, end = json.JSONDecoder().raw_decode(rest.lstrip())
            answers.append(answer)
            rest = rest.lstrip()[end:]
        first, ended, second = answers
        self.assertFalse(first["returning"])
        self.assertEqual(first["identity"]["confidence"], 0)
        self.assertEqual(ended["customer_ref"], first["customer_ref"])
        self.assertEqual(second["customer_ref"], first["customer_ref"])
        self.assertEqual(second["identity"]["level"], "high")
        self.assertEqual(second["variables"]["name"]["value"], "Ada")
        self.assertEqual(second["open_intents"][0]["intent"], "refund")
        self.assertEqual(second["history"][0]["summary"], "Asked for a refund of order 7.")


if __name__ == "__main__":
    harness.main()

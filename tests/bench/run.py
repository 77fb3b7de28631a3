#!/usr/bin/env python3
"""Measures Hark, each figure beside a reference measured in the same run, and prints the table.

usage: ./dev bench [-- [--customers N[,N...]] [--large] [--seconds S] [--only PART[,PART...]]]

  --customers   sizes of the memory             (100000,1000000)
  --large       also 10 000 000 customers: half an hour and 25 GB
  --seconds     of each measure                 (8)
  --only        peek, write, http, size, identity, ready

       ./dev bench identity [--help]     how well callers are recognised, in simulated worlds
       ./dev bench redaction [--help]    how fast texts are redacted
       ./dev bench redaction quality [--help]    what is found in them, and what is left alone

Memories are made once and kept in build/bench. Everything stays on 127.0.0.1.
"""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from redaction import report as redaction
from redaction.quality import measure as redaction_quality
from world import report

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "main")
PLACE = os.path.join(ROOT, "build", "bench")
ENGINE = os.path.join(BUILD, "tests", "bench", "engine_bench")
REFERENCE = os.path.join(BUILD, "tests", "bench", "http_reference")
IDENTITY = os.path.join(BUILD, "tests", "bench", "bench_identity")
REDACTION = os.path.join(BUILD, "tests", "bench", "redaction", "redaction_bench")
HARKD = os.path.join(BUILD, "server", "harkd")
HARK = os.path.join(BUILD, "server", "hark")
LUA = os.path.join(ROOT, "tests", "bench", "start.lua")
PARTS = ("identity", "peek", "write", "http", "size", "ready")

# What each row is, and the goal for ours / reference; None: no ratio.
ROWS = {
    "peek_quiet": ("peek at a known caller, p50 / the same rows read bare", "<=", 1.5),
    "peek_busy": ("the same while others commit / bare, quiet", "<=", 1.5),
    "peek_redis": ("peek, quiet / Redis GET of as many bytes", "<=", 0.5),
    "pairs_many": ("durable start + end, 64 callers / bare, in groups as large", ">=", 0.75),
    "pairs_one": ("durable start + end, one caller / bare", ">=", 0.8),
    "start_one": ("durable start, one caller, p50 / one bare commit", "<=", 1.3),
    "start_redis": ("the same / durable SET on Redis", "<=", 1.5),
    "http_rows": ("POST start of returning callers / bare rows over HTTP", ">=", 0.7),
    "http_echo": ("the same / echo", ">=", 0.35),
    "http_replay": ("the same call repeated / echo", ">=", 0.6),
    "growth_peek": ("peek p50 at the largest memory / at the smallest", "<=", 1.5),
    "growth_start": ("start p50 at the largest memory / at the smallest", "<=", 1.5),
}
PLAIN = {
    "size": ("a customer with 3 variables, 2 ids, 5 calls, all tables", 2.25),
    "idle": ("memory of an idle engine, caches still empty", 16),
    "ready": ("harkd ready to serve", 200),
    "score_1": ("confidence score, 1 candidate", 0.1),
    "score_25": ("confidence score, 25 candidates", 1.5),
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.01)
    sys.exit(f"bench: nothing listens on port {port}")


class Process:
    """Runs beside a measure, and ends with it."""

    def __init__(self, *command, port):
        self.port = port
        self.process = subprocess.Popen([str(part) for part in command],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(port)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def redis(durable):
    port = free_port()
    folder = os.path.join(PLACE, "redis")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    lasting = ["--appendonly", "no"]
    if durable:
        lasting = ["--appendonly", "yes", "--appendfsync", "always"]
    return Process("redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir",
                   folder, *lasting, port=port)


def rows_of(*command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(str(part) for part in command)} failed")
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {row["row"]: row for row in found}


def memory_of(customers):
    folder = os.path.join(PLACE, str(customers))
    if not os.path.exists(folder + ".done"):
        for leftover in (folder + ".key", folder + ".api_key"):
            if os.path.exists(leftover):
                os.remove(leftover)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([ENGINE, "load", folder, str(customers)], check=True)
        open(folder + ".done", "w").close()
    return folder


def print_row(what, row, comparison, goal, size=""):
    ratio = row["ours"] / row["reference"]
    reached = ratio <= goal if comparison == "<=" else ratio >= goal
    sign = "≤" if comparison == "<=" else "≥"
    unit = row["unit"]
    tail = f" (p99 {row['p99']:.1f})" if row.get("p99") else ""
    print(f"| {what}{size} | {row['ours']:.1f} {unit}{tail} | {row['reference']:.1f} {unit} | "
          f"{ratio:.2f} | {sign} {goal} | {'yes' if reached else 'no'} |", flush=True)


def print_plain(name, value, unit, note=""):
    what, goal = PLAIN[name]
    print(f"| {what}{note} | {value:.2f} {unit} | – | – | ≤ {goal} | "
          f"{'yes' if value <= goal else 'no'} |", flush=True)


def wrk(port, connections, seconds, customers, key, kind):
    done = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", LUA,
         f"http://127.0.0.1:{port}/", "--", str(customers), key, kind],
        stdout=subprocess.PIPE, text=True, check=True)
    rate, p50, p99, errors = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", done.stdout).groups()
    if int(errors):
        sys.exit(f"bench: {errors} requests failed")
    return {"ours": float(rate), "p50": float(p50), "p99": float(p99) / 1000}


def measure_http(folder, customers, seconds):
    """In turns: echo, bare rows, harkd, replay; two rounds, the better of each."""
    api_key_file = folder + ".api_key"
    if not os.path.exists(api_key_file):
        subprocess.run([HARK, "init", "--data", folder, "--key-file", folder + ".key",
                        "--api-key-file", api_key_file], check=True, stdout=subprocess.DEVNULL)
    with open(api_key_file, encoding="ascii") as file:
        key = file.read().strip()
    clock = folder + ".clock"
    with open(clock, "w", encoding="ascii") as file:
        file.write("1790200000000")
    harkd = [HARKD, "--data", folder, "--key-file", folder + ".key", "--test-clock", clock,
             "--drain-ms", "0", "--log-file", "/dev/null"]
    port = free_port()
    with Process(*harkd, "--port", port, port=port):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/v1/calls/start", method="POST",
            data=json.dumps({"call_id": f"size-{time.time()}",
                             "identity_hints": {"ani": "+12122000005"}}).encode(),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"})
        size = len(urllib.request.urlopen(request).read())
    found = {}
    for connections in (16, 64):
        for _ in range(2):
            for name, command, kind in (
                    ("echo", [REFERENCE, "echo", "PORT", size], "start"),
                    ("rows", [REFERENCE, "rows", "PORT", size, folder], "start"),
                    ("hark", [*harkd, "--port", "PORT"], "start"),
                    ("replay", [*harkd, "--port", "PORT"], "replay")):
                port = free_port()
                command = [port if part == "PORT" else part for part in command]
                with Process(*command, port=port):
                    got = wrk(port, connections, seconds, customers, key, kind)
                best = found.setdefault((name, connections), got)
                if got["ours"] > best["ours"]:
                    found[name, connections] = got
    for connections in (16, 64):
        note = f", {connections} connections"
        for row, ours, reference in (("http_rows", "hark", "rows"), ("http_echo", "hark", "echo"),
                                     ("http_replay", "replay", "echo")):
            result = dict(found[ours, connections], unit="req/s",
                          reference=found[reference, connections]["ours"])
            result["p99"] = 0
            print_row(ROWS[row][0], result, *ROWS[row][1:], note)


def measure_ready(folder, note):
    """From the start of the process to the first 200 of /readyz; the median of five."""
    times = []
    for _ in range(5):
        port = free_port()
        begin = time.monotonic()
        process = subprocess.Popen(
            [HARKD, "--data", folder, "--key-file", folder + ".key", "--port", str(port),
             "--drain-ms", "0", "--log-file", "/dev/null"])
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).read()
                break
            except OSError:
                time.sleep(0.002)
        times.append((time.monotonic() - begin) * 1000)
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    print_plain("ready", sorted(times)[2], "ms", note)


def measure_identity():
    done = subprocess.run([IDENTITY], stdout=subprocess.PIPE, text=True, check=True)
    for name, candidates in (("score_1", 1), ("score_25", 25)):
        match = re.search(rf"^ *{candidates} +2 +([\d.]+)", done.stdout, re.MULTILINE)
        if not match:
            sys.exit("bench: bench_identity printed no figure for "
                     f"{candidates} candidates:\n{done.stdout}")
        print_plain(name, float(match.group(1)) / 1000, "us")


def measure_size():
    folder = os.path.join(PLACE, "size")
    shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists(folder + ".key"):
        os.remove(folder + ".key")
    rows = rows_of(ENGINE, "size", folder, 10_000)
    print_plain("size", rows["size"]["ours"], "KiB")


def words(count):
    return f"{count // 1_000_000} M" if count >= 1_000_000 else f"{count // 1000} k"


def options():
    chosen = {"customers": [100_000, 1_000_000], "seconds": 8.0, "only": list(PARTS)}
    arguments = sys.argv[1:]
    while arguments:
        name = arguments.pop(0)
        if name == "--":
            continue
        if name == "--large":
            chosen["customers"].append(10_000_000)
        elif name == "--customers" and arguments:
            chosen["customers"] = [int(part) for part in arguments.pop(0).split(",")]
        elif name == "--seconds" and arguments:
            chosen["seconds"] = float(arguments.pop(0))
        elif name == "--only" and arguments:
            chosen["only"] = arguments.pop(0).split(",")
            unknown = set(chosen["only"]) - set(PARTS)
            if unknown:
                sys.exit(f"bench: no part is called {', '.join(sorted(unknown))}")
        else:
            print(__doc__.strip())
            sys.exit(0 if name in ("-h", "--help") else 2)
    return chosen


def main():
    if sys.argv[1:2] == ["identity"]:
        return report.main(BUILD, os.path.join(PLACE, "identity"), sys.argv[2:])
    if sys.argv[1:3] == ["redaction", "quality"]:
        return redaction_quality.main(HARK, sys.argv[3:])
    if sys.argv[1:2] == ["redaction"]:
        return redaction.main(REDACTION, sys.argv[2:])
    chosen = options()
    only, seconds = chosen["only"], chosen["seconds"]
    os.makedirs(PLACE, exist_ok=True)
    print(f"| measure | Hark | reference | ratio | goal | reached |\n|---|---|---|---|---|---|")
    if "identity" in only:
        measure_identity()
    growth = {}
    for customers in chosen["customers"]:
        note = f", {words(customers)} customers"
        folder = memory_of(customers)
        if "peek" in only:
            with redis(durable=False) as server:
                rows = rows_of(ENGINE, "peek", folder, seconds, server.port)
            growth.setdefault("growth_peek", []).append(rows["peek_quiet"]["ours"])
            for name in ("peek_quiet", "peek_busy", "peek_redis"):
                print_row(ROWS[name][0], rows[name], *ROWS[name][1:], note)
        if "write" in only:
            with redis(durable=True) as server:
                rows = rows_of(ENGINE, "write", folder, seconds, server.port)
            growth.setdefault("growth_start", []).append(rows["start_one"]["ours"])
            for name in ("start_one", "start_redis", "pairs_one", "pairs_many"):
                print_row(ROWS[name][0], rows[name], *ROWS[name][1:], note)
        if "http" in only and customers == max(c for c in chosen["customers"] if c <= 1_000_000):
            measure_http(folder, customers, max(2, int(seconds / 2)))
        if "ready" in only:
            idle = rows_of(ENGINE, "idle", folder)
            print_plain("idle", idle["idle"]["ours"], "MiB", note)
            measure_ready(folder, note)
    for name, values in growth.items():
        if len(values) > 1:
            row = {"ours": values[-1], "reference": values[0], "unit": "us"}
            print_row(ROWS[name][0], row, *ROWS[name][1:])
    if "size" in only:
        measure_size()


main()

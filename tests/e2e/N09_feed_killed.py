# SPDX-License-Identifier: EUPL-1.2
"""`feed` killed at random, and a daemon too: every line arrives once, at both daemons."""
import json
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, replay, scratch, write

KILLS = 10
CALLS = 4000
BEGIN = int(time.time() * 1000) - 3 * 3600 * 1000
NUMBER = "+358401234567"


def events() -> list[str]:
    rng = random.Random(9)
    out = []
    for i in range(CALLS):
        at = BEGIN + i * 2500
        call = {"v": 1, "line": rng.choice(["aspa", "vaihde"]), "call": f"{NUMBER}-{i}"}
        out.append((at, json.dumps({**call, "type": "call.queued", "at": at, "caller": NUMBER})))
        end = at + rng.randrange(1, 200_000)
        kind = rng.choice(["call.answered", "call.abandoned"])
        out.append((end, json.dumps({**call, "type": kind, "at": end})))
        if i % 100 == 50:
            out.append((at, f"no JSON of {NUMBER}"))
    return [line for _, line in sorted(out)]


def daemon_in(where: pathlib.Path) -> tuple[Daemon, str]:
    where.mkdir()
    http, feed = free_port(), free_port()
    settings = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    return Daemon(settings, http), f"tcp://127.0.0.1:{feed}"


with scratch() as name:
    where = pathlib.Path(name)
    one, first = daemon_in(where / "one")
    two, second = daemon_in(where / "two")
    outbox = where / "outbox"
    command = [PROGRAM, "feed", "--to", first, "--to", second, "--source", "ace", "--outbox",
               outbox]
    sent = events()
    rng = random.Random(13)

    def taken() -> int:
        with sqlite3.connect(outbox / "outbox.db") as db:
            return db.execute("SELECT highest FROM outbox").fetchone()[0]

    def run(lines: list[str]) -> subprocess.Popen:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True)
        if lines:
            process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        return process

    def wait(process: subprocess.Popen) -> tuple[int, str]:
        said = process.communicate(timeout=100)[1]
        return process.returncode, said

    one.start()
    for kill in range(KILLS):
        done = taken() if kill else 0
        share = sent[done:done + rng.randrange(100, len(sent) // KILLS)]
        process = run(share)
        time.sleep(rng.random() / 2)
        if kill == KILLS // 2:
            one.kill()
            one.start()
        process.kill()
        process.wait()
    expect("some was taken over the kills", taken() > 0, True)

    process = run(sent[taken():])
    end = time.monotonic() + 60
    while taken() < len(sent) and time.monotonic() < end:
        time.sleep(0.1)
    busy = subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          timeout=60)
    expect("a second start on the outbox is refused",
           (busy.returncode, "another jonovahti is using" in busy.stderr), (1, True))
    process.send_signal(signal.SIGTERM)
    code, said = wait(process)
    expect("told to stop while a daemon is away, it says what is left",
           (code, re.search(r"stopped: \d+ lines taken", said) is not None), (1, True))
    kept = b"".join(file.read_bytes() for file in outbox.iterdir())
    expect("no number stands in the outbox", NUMBER[1:].encode() in kept, False)

    two.start()
    code, said = wait(run([]))
    expect("all is acknowledged in the end",
           (code, f"{len(sent)} lines taken, all acknowledged" in said), (0, True))

    recorded = write(where, "sent.ndjson", "\n".join(sent) + "\n")
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    moving = ("queue_ms", "coverage")  # of open calls, up to a now that differs by a second
    strip = lambda rows: [{k: v for k, v in r.items() if k not in moving} for r in rows]
    for daemon in (one, two):
        wanted = replay(daemon.config, [recorded], "--source", "ace", "--until", now)
        poison = 'jonovahti_source_rejected_total{source="ace",reason="not_json"}'
        expect("each poison line is counted once", daemon.metric_becomes(poison, CALLS / 100),
               CALLS / 100)
        status, text = daemon.get("/api/v1/hours?format=ndjson")
        got = [json.loads(line) for line in text.splitlines()]
        expect("the rows are those of a replay", strip(got), strip(wanted))

    for file in outbox.iterdir():
        file.unlink()
    code, said = wait(run(sent[:1]))
    expect("N10: an outbox lost is a new epoch, and goes on", code, 0)
    expect("N10: and a gap", one.metric_becomes('jonovahti_source_gaps_total{source="ace"}', 1), 1.0)
    for daemon in (one, two):
        expect("an orderly stop", daemon.stop(), 0)

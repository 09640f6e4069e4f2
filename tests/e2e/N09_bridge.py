# SPDX-License-Identifier: EUPL-1.2
"""A bridge beside the PBX, killed, and a daemon away: both daemons have every row in the end."""
import json
import pathlib
import random
import sqlite3
import subprocess
import time

from daemon import Daemon, free_port
from jono import FIXTURES, LINES, PROGRAM, expect, replay, scratch, write

LOG = (FIXTURES / "asterisk/main.queue_log").read_bytes()
KILLS = 5

with scratch() as name:
    where = pathlib.Path(name)
    growing = where / "queue_log"
    growing.write_bytes(b"")
    source = f"sources: {{pbx: {{type: asterisk_queue_log, queue_log: {growing}}}}}\n"
    daemons, to = [], []
    for i in range(2):
        home = where / f"daemon{i}"
        home.mkdir()
        http, feed = free_port(), free_port()
        to.append(f'{{endpoint: "tcp://127.0.0.1:{feed}"}}')
        daemons.append(Daemon(write(home, "config.yaml", f"""{LINES}data_dir: {home}/data
sources: {{pbx: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
"""), http))
    bare = write(where, "bare.yaml", f"{LINES}{source}data_dir: {where}/bridge\n")
    none = subprocess.run([PROGRAM, "bridge", "--config", bare], capture_output=True, text=True,
                          check=False)
    expect("without a bridge: refused", none.returncode, 2)
    expect("and what to add is said", "bridge: {to:" in none.stderr, True)
    settings = write(where, "bridge.yaml", f"""{LINES}{source}data_dir: {where}/bridge
bridge: {{to: [{", ".join(to)}], outbox: {where}/outbox}}
""")
    outbox = where / "outbox/pbx/outbox.db"

    def start() -> subprocess.Popen:
        with (where / "bridge.log").open("ab") as log:
            return subprocess.Popen([PROGRAM, "bridge", "--config", settings], stderr=log)

    def state() -> tuple[int, int]:
        """The last number that was given, and how many lines are held."""
        if not outbox.exists():
            return 0, 0
        try:
            with sqlite3.connect(outbox, timeout=30) as db:
                return db.execute("SELECT highest, (SELECT count(*) FROM line)"
                                  " FROM outbox").fetchone() or (0, 0)
        except sqlite3.OperationalError:  # it is being made
            return 0, 0

    def until(what: str, condition) -> None:
        end = time.monotonic() + 30
        while not condition():
            if time.monotonic() > end:
                expect(what, (where / "bridge.log").read_text()[-2000:], "done in time")
            time.sleep(0.05)

    rng = random.Random(5)
    daemons[0].start()
    bridge = start()
    try:
        for kill in range(KILLS):
            begin, end = (len(LOG) * k // KILLS for k in (kill, kill + 1))
            before = state()[0]
            with growing.open("ab") as log:
                log.write(LOG[begin:end])
            until("some was taken", lambda: state()[0] > before)
            time.sleep(rng.random() / 5)
            bridge.kill()
            bridge.wait()
            bridge = start()
        held = b"".join(p.read_bytes() for p in outbox.parent.iterdir())
        expect("what the absent one lacks is held", state()[1] > 0, True)
        expect("and no caller's number", b"01000000" in held, False)
        daemons[1].start()
        until("the outbox is empty", lambda: state()[0] > 0 and state()[1] == 0)
        bridge.terminate()
        expect("an orderly end", bridge.wait(20), 0)
    finally:
        bridge.kill()
        bridge.wait()
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    moving = ("queue_ms", "coverage")  # of what was connected when, and of a now that differs
    strip = lambda rows: [{k: v for k, v in r.items() if k not in moving} for r in rows]

    def rows(daemon: Daemon) -> list[dict]:
        text = daemon.get("/api/v1/hours?format=ndjson")[1]
        return strip([json.loads(line) for line in text.splitlines()])

    wanted = strip(replay(bare, [FIXTURES / "asterisk/main.queue_log"], "--until", now))
    for i, daemon in enumerate(daemons):
        end = time.monotonic() + 10  # what came late is put in its hour on another thread
        while (got := rows(daemon)) != wanted and time.monotonic() < end:
            time.sleep(0.05)
        expect(f"daemon {i} has the rows of a replay of the log", got, wanted)
        expect("without a gap", daemon.metrics()['jonovahti_source_gaps_total{source="pbx"}'], 0.0)
        expect("it stops", daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""A line cut for five seconds, deaf in one direction, and a daemon away for a day's traffic."""
import datetime
import json
import pathlib
import sqlite3
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, replay, scratch, write
from relay import Relay

YESTERDAY = datetime.date.today() - datetime.timedelta(days=1)


def until(what, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    settings = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    made = where / "made.ndjson"
    subprocess.run([PROGRAM, "simulate", "--config", settings, "--source", "ace", "--from",
                    YESTERDAY.isoformat(), "--out", made], check=True, stderr=subprocess.PIPE)
    sent = made.read_text(encoding="utf-8").splitlines()
    print(f"{len(sent)} events of a day")
    relay = Relay(feed)
    daemon = Daemon(settings, http)
    outbox = where / "outbox"
    command = [PROGRAM, "feed", "--to", f"tcp://127.0.0.1:{relay.port}", "--source", "ace",
               "--outbox", outbox]

    def taken() -> int:
        if not (outbox / "outbox.db").exists():
            return 0
        with sqlite3.connect(outbox / "outbox.db", timeout=30) as db:
            try:
                return db.execute("SELECT highest FROM outbox").fetchone()[0]
            except (sqlite3.OperationalError, TypeError):
                return 0

    def durable() -> float:
        return sum(v for k, v in daemon.metrics().items()
                   if k.startswith("jonovahti_source_events_total"))

    # Most of the day while no daemon is there.
    most = len(sent) * 3 // 4
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True)
    process.stdin.write("\n".join(sent[:most]) + "\n")
    process.stdin.flush()
    expect("N01: all is taken while no daemon is there", until(lambda: taken() == most), True)
    began = time.monotonic()
    daemon.start()
    expect("N01: caught up", until(lambda: durable() >= most), True)
    print(f"caught up after {time.monotonic() - began:.1f} s")

    step = (len(sent) - most) // 2
    relay.cut = True
    process.stdin.write("\n".join(sent[most:most + step]) + "\n")
    process.stdin.flush()
    expect("N01: taken while the line is cut", until(lambda: taken() == most + step), True)
    time.sleep(5)
    expect("N01: nothing came through", durable(), float(most))
    relay.heal()
    expect("N01: caught up after the cut", until(lambda: durable() >= most + step), True)

    time.sleep(1.5)  # acknowledged, and its connection at rest
    relay.deaf = True
    process.stdin.write("\n".join(sent[most + step:]) + "\n")
    process.stdin.close()
    expect("N02: the daemon has all, and the source does not know",
           (until(lambda: durable() >= len(sent)), process.poll()), (True, None))
    relay.heal()
    expect("N02: all is acknowledged in the end", process.wait(60), 0)

    metrics = daemon.metrics()
    expect("nothing was late", metrics.get('jonovahti_source_late_total{source="ace"}'), 0.0)
    expect("no gap", metrics['jonovahti_source_gaps_total{source="ace"}'], 0.0)
    wanted = replay(settings, [made], "--source", "ace",
                    "--until", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    status, text = daemon.get("/api/v1/hours?format=ndjson")
    got = [json.loads(line) for line in text.splitlines()]
    moving = ("queue_ms", "coverage")  # of what is open up to now
    strip = lambda rows: [{k: v for k, v in r.items() if k not in moving} for r in rows]
    expect("the rows are those of a replay", strip(got) == strip(wanted) and len(got) > 0, True)
    expect("an orderly stop", daemon.stop(), 0)

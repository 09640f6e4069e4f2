# SPDX-License-Identifier: EUPL-1.2
"""A bridge's outbox that is full: the oldest is given up, the file stays small, the daemon that lacks
it records one gap and gets all that was kept, and the other one misses nothing."""
import json
import pathlib
import sqlite3
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, replay, scratch, write
from publisher import Publisher

BEGIN = int(time.time() * 1000) - 2 * 3600 * 1000
MOST = 65_536
BATCH, BATCHES = 100, 12
OFFERED, GAPS = 'jonovahti_calls_offered_total{line="aspa"}', 'jonovahti_source_gaps_total{source="bus"}'


def publish(publisher: Publisher) -> int:
    """A batch more of calls of a minute each; how many there are now."""
    first = len(publisher.kept) // 2
    for i in range(first, first + BATCH):
        for kind, after in (("call.queued", 0), ("call.answered", 60_000)):
            publisher.call(kind, f"c{i}", BEGIN + i * 1000 + after)
    return first + BATCH


def rows(daemon: Daemon) -> list[dict]:
    text = daemon.get("/api/v1/hours?line=aspa&format=ndjson")[1]
    return [json.loads(line) for line in text.splitlines()]


def strip(rows: list[dict]) -> list[dict]:
    return [{k: v for k, v in row.items() if k not in ("coverage", "queue_ms")} for row in rows]


with scratch() as name:
    where = pathlib.Path(name)
    port = free_port()
    daemons, to = [], []
    for i in range(2):
        home = where / f"daemon{i}"
        home.mkdir()
        http, feed = free_port(), free_port()
        to.append(f'{{endpoint: "tcp://127.0.0.1:{feed}"}}')
        daemons.append(Daemon(write(home, "config.yaml", f"""{LINES}data_dir: {home}/data
sources: {{bus: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
"""), http))
    there, absent = daemons
    settings = write(where, "bridge.yaml", f"""{LINES}data_dir: {where}/unused
sources: {{bus: {{type: subscribe, publisher: "tcp://127.0.0.1:{port}", topics: [aspa]}}}}
bridge: {{to: [{", ".join(to)}], outbox: {where}/outbox, outbox_bytes: {MOST}}}
""")
    publisher = Publisher(port)
    for daemon in daemons:
        daemon.start()
    with (where / "bridge.log").open("ab") as log:
        bridge = subprocess.Popen([PROGRAM, "bridge", "--config", settings], stderr=log)
    try:
        publisher.wait_for_subscriber()
        said = publish(publisher)
        for daemon in daemons:
            expect("both have the first", daemon.metric_becomes(OFFERED, said, 20), said)
        absent.kill()
        for _ in range(BATCHES):
            said = publish(publisher)
            expect("one goes on alone", there.metric_becomes(OFFERED, said, 20), said)
        expect("and misses nothing", there.metrics()[GAPS], 0.0)

        with sqlite3.connect(where / "outbox/bus/outbox.db", timeout=30) as db:
            kept = [line for (line,) in db.execute("SELECT text FROM line ORDER BY seq")]
            size = (db.execute("PRAGMA page_count").fetchone()[0] *
                    db.execute("PRAGMA page_size").fetchone()[0])
        held = sum(map(len, kept))
        expect("more was said than may be held", sum(map(len, publisher.kept)) > 2 * MOST, True)
        expect("no more is held than may be, nor much less", MOST / 2 < held <= MOST, True)
        expect(f"the file takes a little more: {size} bytes", size < 2 * MOST, True)
        expect("that something was given up is said",
               "the outbox is full: the oldest" in (where / "bridge.log").read_text(), True)

        absent.start()
        # A queued call whose answer was kept, or an answer alone: whatever a replay makes of them.
        first = [json.dumps({k: v for k, v in json.loads(line).items() if k != "seq"})
                 for line in publisher.kept[:2 * BATCH]]
        wanted = strip(replay(settings, [write(where, "kept.ndjson", "\n".join(first + kept) + "\n")],
                              "--source", "bus", "--until",
                              time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())))
        wanted = [row for row in wanted if row["line"] == "aspa"]
        end = time.monotonic() + 20
        while strip(rows(absent)) != wanted and time.monotonic() < end:
            time.sleep(0.05)
        expect("the absent one has what was kept", strip(rows(absent)), wanted)
        expect("one gap", absent.metric_becomes(GAPS, 1), 1.0)
        expect("and less than all is known", min(row["coverage"] for row in rows(absent)) < 1, True)
        said = publish(publisher)
        expect("the other has all", there.metric_becomes(OFFERED, said, 20), said)
        expect("without a gap", there.metrics()[GAPS], 0.0)
        bridge.terminate()
        expect("an orderly end", bridge.wait(20), 0)
    except BaseException:
        print((where / "bridge.log").read_text()[-3000:])
        raise
    finally:
        bridge.kill()
        bridge.wait()
        publisher.close()
    for daemon in daemons:
        expect("the daemon stops", daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""A bridge beside an Asterisk manager, with keys: what comes, what is unknown while the line to the
manager is cut, and who is not let in."""
import contextlib
import json
import pathlib
import signal
import sqlite3
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, scratch, write
from pbx import CALLER, Pbx

UP, GAPS = 'jonovahti_source_up{source="pbx"}', 'jonovahti_source_gaps_total{source="pbx"}'
OFFERED = 'jonovahti_calls_offered_total{line="aspa"}'
QUEUE = 'jonovahti_queue_length{line="aspa"}'


def keygen(*options: object) -> None:
    subprocess.run([PROGRAM, "keygen", *map(str, options)], check=True, stdout=subprocess.DEVNULL)


with scratch() as name:
    where = pathlib.Path(name)
    (where / "keys").mkdir()
    keygen("--daemon", "--out", where)
    keygen("--source", "pbx", "--out", where)
    (where / "pbx.pub").rename(where / "keys/pbx.pub")
    keygen("--source", "stranger", "--out", where)
    http, feed, nobody = free_port(), free_port(), free_port()
    daemon = Daemon(write(where, "daemon.yaml", f"""{LINES}data_dir: {where}/data
sources: {{pbx: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"], keys: {where}/keys, secret_file: {where}/feed.secret}}
http: {{listen: "127.0.0.1:{http}"}}
"""), http)
    pbx = Pbx()
    write(where, "ami.secret", "secret\n").chmod(0o600)

    def settings(key: str) -> pathlib.Path:
        return write(where, f"bridge-{key}.yaml", f"""{LINES}data_dir: {where}/unused
sources:
  pbx: {{type: asterisk_ami, address: "127.0.0.1:{pbx.port}", user: qmon,
         secret_file: {where}/ami.secret}}
bridge:
  to:
  - {{endpoint: "tcp://127.0.0.1:{feed}", server_key: {where}/feed.pub}}
  - {{endpoint: "tcp://127.0.0.1:{nobody}", server_key: {where}/feed.pub}}
  key: {where}/{key}.secret
  outbox: {where}/outbox-{key}
""")

    def start(key: str) -> subprocess.Popen:
        with (where / f"{key}.log").open("ab") as log:
            return subprocess.Popen([PROGRAM, "bridge", "--config", settings(key)], stderr=log)

    def least_coverage() -> float:
        text = daemon.get("/api/v1/hours?line=aspa&format=ndjson")[1]
        return min(json.loads(line)["coverage"] for line in text.splitlines())

    def appended(box: pathlib.Path) -> bool:
        """Within ten seconds, and two more in which it might be sent."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with contextlib.suppress(sqlite3.OperationalError), sqlite3.connect(
                    f"file:{box}?mode=ro", uri=True) as db:
                if (db.execute("SELECT highest FROM outbox").fetchone() or (0,))[0] > 0:
                    time.sleep(2)
                    return True
            time.sleep(0.05)
        return False

    daemon.start()
    for i in range(2):
        pbx.queue(f"1.{i}", ago=10)  # what is younger than two seconds is not missed in a list
    bridge = start("pbx")
    try:
        expect("the manager is there, through the bridge", daemon.metric_becomes(UP, 1), 1.0)
        pbx.queue("1.2")
        expect("calls come, those that were listed and others", daemon.metric_becomes(OFFERED, 3), 3.0)
        pbx.answer("1.0")
        expect("two of them wait", daemon.metric_becomes(QUEUE, 2), 2.0)

        pbx.cut()
        cut = time.monotonic()
        expect("the manager's line is cut: the source is gone", daemon.metric_becomes(UP, 0), 0.0)
        expect("at once, whoever else is away", time.monotonic() - cut < 3.5, True)
        expect("what waits is unknown, not what it was", daemon.metrics().get(QUEUE), None)
        pbx.answer("1.1")  # nobody hears it
        pbx.queue("1.3")
        pbx.let_in()
        expect("it is back", daemon.metric_becomes(UP, 1, 30), 1.0)
        expect("with a gap", daemon.metric_becomes(GAPS, 1), 1.0)
        expect("what waits now is known", daemon.metric_becomes(QUEUE, 2), 2.0)
        expect("whoever queued meanwhile counts", daemon.metric_becomes(OFFERED, 4), 4.0)
        expect("the hour says what share of it is known", 0 < least_coverage() < 1, True)
        held = b"".join(p.read_bytes() for p in where.rglob("outbox.db*"))
        expect("no caller's number in the outbox", CALLER.encode() in held, False)

        pbx.queue("1.5")
        bridge.send_signal(signal.SIGTERM)
        expect("an orderly end of the bridge", bridge.wait(20), 0)
        expect("what was said last has come", daemon.metric_becomes(OFFERED, 5), 5.0)
        expect("and the end is told", daemon.metric_becomes(UP, 0), 0.0)

        bridge = start("pbx")
        expect("it is back", daemon.metric_becomes(UP, 1), 1.0)
        daemon.kill()
        pbx.queue("1.6")
        bridge.send_signal(signal.SIGTERM)
        expect("it ends where the daemon is away, too", bridge.wait(20), 0)
        daemon.start()
        bridge = start("pbx")
        expect("what it kept comes with the next start", daemon.metric_becomes(OFFERED, 6), 6.0)
        bridge.send_signal(signal.SIGTERM)
        expect("an orderly end of the bridge", bridge.wait(20), 0)
        expect("is told", daemon.metric_becomes(UP, 0), 0.0)
        bridge = start("stranger")
        pbx.queue("1.4")
        box = where / "outbox-stranger/pbx/outbox.db"
        expect("another bridge has something to say", appended(box), True)
        expect("a key that is not listed gets nothing in", daemon.metrics()[OFFERED], 6.0)
        expect("nor seems to be there", daemon.metrics()[UP], 0.0)
    finally:
        bridge.kill()
        bridge.wait()
    expect("the daemon stops", daemon.stop(), 0)

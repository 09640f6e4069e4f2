# SPDX-License-Identifier: EUPL-1.2
"""The machine is replaced. A new, empty daemon takes what its source still holds, and says where its
history begins; with the old one's backup it has all of it."""
import datetime
import json
import pathlib
import shutil
import subprocess
import time

from daemon import Daemon, free_port, unaccounted
from jono import LINES, PROGRAM, expect, replay, scratch, write
from traffic import traffic

MOVING = ("queue_ms", "coverage")  # of open calls, up to a now that differs

with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    config = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}", socket: {where}/control.sock}}
""")
    daemon = Daemon(config, http)
    events = traffic("ace", 1200, 3, int(time.time() * 1000) - 186 * 60_000)
    third = len(events) // 3

    def say(what: list[str]) -> int:
        """Through an outbox, which forgets what was acknowledged."""
        return subprocess.run([PROGRAM, "feed", "--to", f"tcp://127.0.0.1:{feed}", "--source", "ace",
                               "--outbox", where / "outbox"], input="\n".join(what) + "\n", text=True,
                              capture_output=True, timeout=120).returncode

    def rows() -> list[dict]:
        status, text = daemon.get("/api/v1/hours?format=ndjson&limit=100000")
        expect("the rows are given", status, 200)
        return [json.loads(line) for line in text.splitlines()]

    def wanted(of: list[str]) -> list[dict]:
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        return replay(config, [write(where, "sent.ndjson", "\n".join(of) + "\n")], "--source", "ace",
                      "--until", now)

    def hour_of(row: dict) -> int:
        return int(datetime.datetime.fromisoformat(row["hour"]).timestamp()) // 3600

    def still(what: list[dict]) -> list[dict]:
        return [{k: v for k, v in row.items() if k not in MOVING} for row in what]

    def stop() -> None:
        expect("an orderly stop", daemon.stop(), 0)
        shutil.rmtree(where / "data")

    daemon.start()
    expect("some is taken", say(events[:third]), 0)
    made = subprocess.run([PROGRAM, "backup", "--config", config, "--to", where / "backup",
                           "--with-journal"], capture_output=True)
    expect("a backup is made", made.returncode, 0)
    shutil.copyfile(where / "data/id.key", where / "id.key")
    stop()

    shutil.copytree(where / "backup", where / "data")
    shutil.copyfile(where / "id.key", where / "data/id.key")
    for path in [where / "data", *(where / "data").iterdir()]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    daemon.start()
    expect("more, to a daemon that has the backup", say(events[third:2 * third]), 0)
    expect("the history is there, and what came", still(rows()), still(wanted(events[:2 * third])))
    stop()

    daemon.start()
    rest = events[2 * third:]
    expect("the rest, to a daemon that knows nothing", say(rest), 0)
    expect("all that came is applied, known or refused", unaccounted(daemon.metrics()), {})
    begun = rows()
    expect("what came counts as if nothing else had been",
           still([row for row in begun if row["offered"]]),
           still([row for row in wanted(rest) if row["offered"]]))
    first = min(at for event in rest if isinstance(at := json.loads(event)["at"], int)) // 3_600_000
    expect("its history begins with that", [row for row in begun if hour_of(row) < first], [])
    stop()

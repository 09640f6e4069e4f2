# SPDX-License-Identifier: EUPL-1.2
"""rebuild: the same hours from the journal alone, and what was refused for its line is taken."""
import json
import pathlib
import random
import shutil
import subprocess
import time

from daemon import Daemon, free_port
from jono import PROGRAM, expect, scratch, write
from sender import Sender

BEGIN = int(time.time() * 1000) - 5 * 3600 * 1000


def events() -> list[str]:
    """Calls of one configured line and of one that will be, in no order."""
    rng = random.Random(3)
    out = []
    for i in range(3000):
        at = BEGIN + rng.randrange(4 * 3600 * 1000)
        call = {"v": 1, "line": "hoito" if i % 10 == 0 else "aspa", "call": f"c{i}"}
        out.append({**call, "type": "call.queued", "at": at})
        kind = rng.choice(["call.answered", "call.abandoned"])
        out.append({**call, "type": kind, "at": at + rng.randrange(1, 200_000)})
    rng.shuffle(out)
    return [json.dumps(e) for e in out]


def rebuild(*options: str) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, "rebuild", "--config", settings, *options],
                          capture_output=True, text=True, check=False)


def hours() -> list[dict]:
    """All whole hours before this one."""
    daemon.start()
    sender.connect()
    sender.deliver()
    rows = [json.loads(line) for line in daemon.get("/api/v1/hours?format=ndjson")[1].splitlines()]
    expect("an orderly stop", daemon.stop(), 0)
    return [r for r in rows if r["hour"] < this_hour and r["waiting"] == 0]


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()

    def configure(lines: str) -> pathlib.Path:
        return write(where, "config.yaml", f"""lines: {{{lines}}}
data_dir: {where}/data
timezone: UTC
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")

    settings = configure("aspa: {}")
    expect("no data directory", (rebuild().returncode, (where / "data").exists()), (2, False))
    daemon = Daemon(settings, http)
    this_hour = time.strftime("%Y-%m-%dT%H", time.gmtime())
    sender = Sender(f"tcp://127.0.0.1:{feed}", "ace", "e1", events())
    first = hours()
    expect("hours there are", len(first) >= 4, True)

    done = rebuild()
    expect("rebuild", (done.returncode, "made anew from 5400 events" in done.stdout), (0, True))
    expect("the same hours", hours(), first)
    for file in (where / "data").glob("history.db*"):
        file.unlink()
    expect("without history.db", rebuild().returncode, 0)
    expect("the same hours without it", hours(), first)

    settings = configure("aspa: {}, hoito: {}")
    done = rebuild("--dead-letters")
    expect("dead letters", done.stdout.split(":")[1].split(",")[:2],
           [" 600 taken", " 0 known already"])
    rows = hours()
    expect("the other line is as it was", [r for r in rows if r["line"] == "aspa"], first)
    expect("its calls", sum(r["offered"] for r in rows if r["line"] == "hoito"), 300)
    again = rebuild("--dead-letters")
    expect("twice changes nothing", again.stdout.split(":")[1].split(",")[:2],
           [" 0 taken", " 600 known already"])
    expect("still the same", hours(), rows)

    daemon.start()
    busy = rebuild()
    expect("while a daemon runs", (busy.returncode, "stop it" in busy.stderr), (1, True))
    daemon.stop()
    shutil.rmtree(where / "data")

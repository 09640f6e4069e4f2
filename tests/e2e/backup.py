# SPDX-License-Identifier: EUPL-1.2
"""backup: from a running daemon and without one; put back, it goes on where it was."""
import json
import pathlib
import shutil
import subprocess
import time

from daemon import Daemon, free_port
from jono import PROGRAM, expect, scratch, write
from sender import Sender

BEGIN = int(time.time() * 1000) - 3 * 3600 * 1000


def backup(to: pathlib.Path, *options: str) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, "backup", "--config", settings, "--to", to, *options],
                          capture_output=True, text=True, check=False)


def deliver(count: int) -> None:
    for i in range(len(sender.events), count):
        sender.events.append(json.dumps({"v": 1, "type": "call.queued", "line": "aspa",
                                         "call": f"c{i}", "at": BEGIN + i * 1000}))
    sender.connect()
    sender.deliver()


def offered() -> float:
    return daemon.metric_becomes('jonovahti_calls_offered_total{line="aspa"}', len(sender.events))


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    data = where / "data"
    settings = write(where, "config.yaml", f"""lines: {{aspa: {{}}}}
data_dir: {data}
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}", socket: "{where}/control"}}
""")
    expect("before there is anything", backup(where / "none").returncode, 2)
    daemon = Daemon(settings, http)
    sender = Sender(f"tcp://127.0.0.1:{feed}", "ace", "e1", [])
    daemon.start()
    deliver(500)
    full = backup(where / "full", "--with-journal")
    expect("while it runs", (full.returncode, full.stderr), (0, ""))
    expect("its files", sorted(f.name for f in (where / "full").iterdir()),
           ["alerts.db", "history.db", "journal.db", "reported.db", "reports.db"])
    again = backup(where / "full")
    expect("never over another", (again.returncode, "is there already" in again.stderr), (2, True))
    audit = [json.loads(line) for line in daemon.get("/api/v1/audit")[1].splitlines()]
    expect("the audit knows", [(a["what"], a["of"]) for a in audit],
           [("backup", str(where / "full"))])
    expect("an orderly stop", daemon.stop(), 0)
    expect("without a daemon", backup(where / "small").returncode, 0)
    expect("its files", sorted(f.name for f in (where / "small").iterdir()),
           ["alerts.db", "history.db", "reported.db", "reports.db"])

    daemon.start()
    deliver(800)
    expect("an orderly stop", daemon.stop(), 0)
    key = (data / "id.key").read_bytes()
    for kind in ("full", "small"):
        shutil.rmtree(data)
        shutil.copytree(where / kind, data)
        if kind == "full":
            (data / "id.key").write_bytes(key)
            (data / "id.key").chmod(0o600)
        daemon.start()
        sender.acked = 0
        deliver(800)
        expect(f"put back {kind}, what came since is sent again", offered(), 800.0)
        expect("and is no repeat that counts", daemon.stop(), 0)

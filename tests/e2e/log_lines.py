# SPDX-License-Identifier: EUPL-1.2
"""What the daemon logs: at the level that is wanted, no part too much, and to systemd's journal with
fields where stderr leads there."""
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import threading

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, scratch, write
from receivers import until
from sender import Sender

JOURNAL = pathlib.Path("/run/systemd/journal")


def alone() -> bool:
    """Goes on where nothing else sees what is mounted; False where nobody may."""
    if os.environ.get("JONO_OWN_MOUNTS") == "1":
        return True
    if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0:
        return False
    os.environ["JONO_OWN_MOUNTS"] = "1"
    os.execvp("unshare", ["unshare", "-m", sys.executable, *sys.argv])


def poison(count: int) -> list[str]:
    return [json.dumps({"v": 1, "type": "call.queued", "line": "aspa", "call": f"c{i}", "at": "0:26:79"})
            for i in range(count)]


mounts = alone()
with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    config = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}", socket: {where}/control.sock}}
log: {{level: warning}}
""")
    daemon = Daemon(config, http)

    def level(wanted: str) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, "log-level", wanted, "--config", config], text=True,
                              capture_output=True)

    def count(pattern: str) -> int:
        return len(re.findall(pattern, daemon.log.read_text()))

    daemon.start()
    expect("the level of the configuration: nothing to say", daemon.log.read_text(), "")
    done = level("loud")
    expect("no such level: exit 2", (done.returncode, "warning" in done.stderr), (2, True))
    expect("more, from now on", level("debug").returncode, 0)
    sender = Sender(f"tcp://127.0.0.1:{feed}", "ace", "e1", poison(500))
    sender.deliver()
    line = r"\[debug\] source ace: an event is refused: \w+\n"
    until("what is refused is told", lambda: count(line) >= 15, 20)
    expect("but not all of it", count(line) < 60, True)
    expect("and of the journal", count(r"\[debug\] journal: batch \d+: ") > 0, True)
    expect("nothing of what was said", count("0:26:79"), 0)
    expect("less again", level("error").returncode, 0)
    before = daemon.log.read_text()
    sender.events += poison(5)
    sender.deliver()
    expect("which is kept to", daemon.log.read_text(), before)
    ever = "from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z"
    audit = [json.loads(line) for line in daemon.get(f"/api/v1/audit?{ever}")[1].splitlines()]
    expect("who wanted it is in the audit", [entry["of"] for entry in audit], ["error", "debug"])
    expect("an orderly stop", daemon.stop(), 0)

    if not mounts:
        print("SKIPPED: systemd's journal in the test's place: nobody may mount it here")
        sys.exit(0)
    JOURNAL.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", JOURNAL], check=True)
    entries: list[dict] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
        journal.bind(str(JOURNAL / "socket"))

        def hear() -> None:
            while entry := journal.recv(65536).decode():
                entries.append(dict(line.split("=", 1) for line in entry.splitlines()))

        thread = threading.Thread(target=hear)
        thread.start()
        daemon.log.write_text("")
        file = daemon.log.stat()
        daemon.environment["JOURNAL_STREAM"] = f"{file.st_dev}:{file.st_ino}"
        write(where, "config.yaml", config.read_text().replace("warning", "info"))
        daemon.start()
        sender.close()
        Sender(f"tcp://127.0.0.1:{feed}", "ace", "e2", poison(1)).deliver()

        def of_source() -> dict | None:
            return next((e for e in entries if e.get("JONOVAHTI_SOURCE") == "ace"), None)

        entry = until("an entry of the source", of_source, 20)
        version = subprocess.run([PROGRAM, "--version"], text=True, capture_output=True).stdout.strip()
        expect("its fields", {k: v for k, v in entry.items() if k != "MESSAGE"},
               {"PRIORITY": "6", "SYSLOG_IDENTIFIER": "jonovahti", "JONOVAHTI_VERSION": version,
                "JONOVAHTI_PART": "source ace", "JONOVAHTI_SOURCE": "ace"})
        expect("its text", entry["MESSAGE"].startswith("source ace: "), True)
        expect("nothing else is on stderr", daemon.log.read_text(), "")
        expect("an orderly stop", daemon.stop(), 0)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
            end.sendto(b"", str(JOURNAL / "socket"))
        thread.join()

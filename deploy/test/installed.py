#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""installed.py /usr/bin/jonovahti ROOT BEGIN BARE: what chroot.sh does with the package installed in ROOT.

BEGIN is when the installation began (s of the epoch), BARE how long the bare Debian took (s). The daemon is
started as the unit says, as its user, by this script: no systemd runs in ROOT. Exit 1 at the first thing
that is wrong. Wants a network of its own, since it uses the ports of the installed configuration.
"""
import json
import pathlib
import random
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "tests/e2e"))
from daemon import Daemon, unaccounted  # noqa: E402
from jono import PROGRAM, expect  # noqa: E402
from sender import Sender  # noqa: E402

ROOT = pathlib.Path(sys.argv[2])
CONFIG = pathlib.Path("/etc/jonovahti/jonovahti.yaml")
DATA = ROOT / "var/lib/jonovahti"
CALLS, RATE = 9000, 900  # events go on for half a minute
AS_USER = ["chroot", ROOT, "setpriv", "--reuid=jonovahti", "--regid=jonovahti", "--init-groups",
           "--no-new-privs"]


def inside(*command: str) -> subprocess.CompletedProcess:
    return subprocess.run(["chroot", ROOT, *command], capture_output=True, text=True, check=False)


def dpkg(*arguments: str) -> None:
    done = inside("dpkg", *arguments)
    if done.returncode != 0:
        expect(f"dpkg {' '.join(arguments)}", done.stdout + done.stderr, "")


def version() -> str:
    return inside("dpkg-query", "-W", "-f=${Version}", "jonovahti").stdout


def start_line() -> list[str]:
    unit = (ROOT / "usr/lib/systemd/system/jonovahti.service").read_text()
    return next(l for l in unit.splitlines() if l.startswith("ExecStart=")).split("=", 1)[1].split()


def events() -> list[str]:
    """Calls of two lines, each of which ends, in order of time, all of them over by now."""
    rng = random.Random(7)
    begin = int(time.time() * 1000) - 4 * 3600 * 1000
    out = []
    for i in range(CALLS):
        at = begin + i * 1000
        end = at + rng.randrange(1000, 300_000)
        call = {"v": 1, "line": rng.choice(["aspa", "vaihde"]), "call": f"c{i}"}
        out.append((at, {**call, "type": "call.queued", "at": at}))
        if rng.random() < 0.7:
            out.append((end, {**call, "type": "call.answered", "at": end}))
            out.append((end + 60_000, {**call, "type": "call.ended", "at": end + 60_000}))
        else:
            out.append((end, {**call, "type": "call.abandoned", "at": end}))
    out.sort(key=lambda e: e[0])
    return [json.dumps(e) for _, e in out]


def rows_of(lines: list[str]) -> list[dict]:
    """Without what a source that was away for a moment does not know of itself."""
    rows = [json.loads(line) for line in lines]
    return [{k: v for k, v in row.items() if k != "coverage"} for row in rows if row["offered"]]


def told() -> list[dict]:
    status, text = daemon.get("/api/v1/hours?format=ndjson&limit=100000")
    expect("the rows are given", status, 200)
    return rows_of(text.splitlines())


def undisturbed() -> list[dict]:
    (ROOT / "tmp/events.ndjson").write_text("\n".join(sender.events) + "\n", encoding="utf-8")
    done = inside("/usr/bin/jonovahti", "replay", "--config", str(CONFIG), "--source", "ace", "--until",
                  time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "--hours", "-", "/tmp/events.ndjson")
    expect("the replay", done.returncode, 0)
    return rows_of(done.stdout.splitlines())


class Source(threading.Thread):
    """Sends what has happened by now, at an even pace, whatever the daemon does."""

    def __init__(self):
        super().__init__(daemon=True)
        self.begin = time.monotonic()

    def run(self) -> None:
        end = self.begin + 300
        while sender.acked < len(sender.events) and time.monotonic() < end:
            sender.limit = min(len(sender.events), int(RATE * (time.monotonic() - self.begin)))
            sender.step()

    def past(self, share: float) -> None:
        """Waits until that share has been acknowledged."""
        while sender.acked < share * len(sender.events):
            assert self.is_alive(), f"the source ended with {sender.acked} acknowledged"
            self.join(0.05)


def restart(as_version: str) -> None:
    """What systemd does once the package is configured."""
    expect("an orderly stop", daemon.stop(), 0)
    expect(f"{as_version} is installed", version(), as_version)
    daemon.start()
    expect("and runs", f"jonovahti {as_version}:" in daemon.log.read_text(), True)


def set_format(number: int) -> None:
    with (DATA / "journal.db").open("r+b") as file:
        file.seek(60)
        file.write(number.to_bytes(4, "big"))


def left() -> list[str]:
    """Whatever of the package is there still, apart from dpkg's and apt's own records."""
    out = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*jonovahti*")
           if not p.is_relative_to(ROOT / "proc") and not p.is_relative_to(ROOT / "tmp")]
    for name in ("passwd", "group", "shadow", "gshadow", "subuid", "subgid"):
        if "jonovahti" in (ROOT / "etc" / name).read_text():
            out.append(f"etc/{name}")
    return out


subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
expect("the unit starts", start_line(), [str(PROGRAM), "serve", "--config", str(CONFIG)])
daemon = Daemon(CONFIG, 9636)
daemon.log = ROOT / "tmp/daemon.log"
daemon.under = AS_USER
daemon.start()
status, text = daemon.get("/metrics")
seconds = time.time() - float(sys.argv[3])
expect("a scrape", (status, "jonovahti_queue_length" in text), (200, True))
print(f"from the package to a scrape: {seconds:.0f} s; with the bare Debian: {seconds + float(sys.argv[4]):.0f} s")
expect("below five minutes", seconds + float(sys.argv[4]) < 300, True)
mode = inside("stat", "-c", "%a %U:%G", "/var/lib/jonovahti", "/etc/jonovahti", str(CONFIG)).stdout.split("\n")
expect("who may what", mode[:3], ["700 jonovahti:jonovahti", "750 root:jonovahti", "640 root:jonovahti"])

now = version()
later = inside("dpkg-deb", "-f", "/tmp/next.deb", "Version").stdout.strip()
sender = Sender("tcp://127.0.0.1:5556", "ace", "e1", events())
source = Source()
source.start()
source.past(0.3)
begin = time.monotonic()
dpkg("-i", "/tmp/next.deb")
restart(later)
print(f"upgraded in {time.monotonic() - begin:.1f} s, {sender.acked} of {len(sender.events)} events acknowledged by then")
source.past(0.6)
dpkg("-i", "/tmp/jonovahti.deb")
restart(now)
source.past(1.0)
source.join()
offered = sum(json.loads(e)["type"] == "call.queued" for e in sender.events)
for line in ("aspa", "vaihde"):
    count = sum(e["type"] == "call.queued" and e["line"] == line for e in map(json.loads, sender.events))
    offered -= count
    name = f'jonovahti_calls_offered_total{{line="{line}"}}'
    expect(f"no call of {line} is lost", daemon.metric_becomes(name, count), count)
expect("all that was said is accounted for", (offered, unaccounted(daemon.metrics())), (0, {}))
rows = undisturbed()
expect(f"{len(rows)} rows as if nothing had happened", told(), rows)

expect("an orderly stop", daemon.stop(), 0)
dpkg("-i", "/tmp/next.deb")
set_format(99)
refused = inside("dpkg", "-i", "/tmp/jonovahti.deb")
print("  " + "\n  ".join(refused.stderr.strip().splitlines()))
expect("an older version is refused", (refused.returncode != 0, version()), (True, later))
expect("and told what to do", ["99" in refused.stderr, "keep the newer version" in refused.stderr], [True, True])
inside("dpkg-deb", "-x", "/tmp/jonovahti.deb", "/tmp/older")
program = subprocess.run([*AS_USER, "/tmp/older/usr/bin/jonovahti", "serve", "--config", CONFIG],
                         capture_output=True, text=True, check=False, timeout=60)
print("  " + program.stderr.strip().splitlines()[-1])
expect("the program refuses too", (program.returncode, "has format 99" in program.stderr), (1, True))
set_format(1)

dpkg("-r", "jonovahti")
expect("removed, its data stay", [(DATA / "journal.db").exists(), (ROOT / "usr/bin/jonovahti").exists()], [True, False])
dpkg("-i", "/tmp/jonovahti.deb")
daemon.start()
expect("and installed again it has them", told(), rows)
expect("an orderly stop", daemon.stop(), 0)
dpkg("-P", "jonovahti")
expect("purged, nothing is left", left(), [])

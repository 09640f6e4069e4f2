# SPDX-License-Identifier: EUPL-1.2
"""What the fault tests share: a site with several feeds under load, the tools that break things
from outside, and the checks that hold whatever was broken."""
import contextlib
import itertools
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from daemon import Daemon, counters, fallen, free_port  # noqa: E402
from jono import PROGRAM, expect, replay, scratch, write  # noqa: E402
from sender import Sender  # noqa: E402
from traffic import QUEUES, traffic  # noqa: E402

LONG = os.environ.get("JONO_FAULTS_LONG") == "1"
# Of open visits these move with the clock; coverage tells of the faults themselves.
MOVING = ("queue_ms", "coverage")


def need(*tools: str) -> None:
    """Skips the whole test, and says why, where a tool is missing or nobody may use it."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        print(f"SKIPPED: not installed: {' '.join(missing)}")
        sys.exit(77)
    if os.geteuid() != 0:
        print("SKIPPED: takes root")
        sys.exit(77)


def own_network() -> None:
    """From here on this process is alone on its network, where rules and limits hurt nobody."""
    need("unshare", "ip", "iptables", "tc")
    if os.environ.get("JONO_OWN_NETWORK") != "1":
        os.environ["JONO_OWN_NETWORK"] = "1"
        os.execvp("unshare", ["unshare", "-n", sys.executable, *sys.argv])
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def rule(port: int, *target: str) -> None:
    """What happens to every packet from and to `port` until no_rules()."""
    for side in ("--dport", "--sport"):
        subprocess.run(["iptables", "-A", "INPUT", "-p", "tcp", side, str(port), *target],
                       check=True)


def no_rules() -> None:
    subprocess.run(["iptables", "-F", "INPUT"], check=True)


def cpu_seconds(pid: int) -> float:
    """What a process has used so far, user and system."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Site:
    """A daemon with feeds s1, s2 …, each with its own events, in `where`; data in `data`."""

    def __init__(self, where: pathlib.Path, sources: int = 1, calls: int = 1000,
                 data: pathlib.Path | None = None, seed: int = 1, more: str = ""):
        self.where = where
        self.data = data or where / "data"
        self.http, self.feed = free_port(), free_port()
        names = [f"s{i + 1}" for i in range(sources)]
        feeds = ", ".join(f"{name}: {{type: feed}}" for name in names)
        self.config = write(where, "config.yaml", f"""lines: {{{', '.join(q + ': {}' for q in QUEUES)}}}
data_dir: {self.data}
sources: {{{feeds}}}
feed: {{listen: ["tcp://127.0.0.1:{self.feed}"]}}
http: {{listen: "127.0.0.1:{self.http}", socket: {where}/control.sock}}
{more}""")
        # Nothing is as old as four hours, when it is lost, before a long test ends: rows that are
        # read at one moment and made at the next would differ.
        begin = int(time.time() * 1000) - 186 * 60_000
        self.daemon = Daemon(self.config, self.http)
        self.left_out = MOVING  # columns that are not compared
        self.senders = [Sender(f"tcp://127.0.0.1:{self.feed}", name, "e1",
                               traffic(name, calls, seed, begin)) for name in names]

    @property
    def acked(self) -> int:
        return sum(sender.acked for sender in self.senders)

    @property
    def sent(self) -> int:
        return sum(len(sender.events) for sender in self.senders)

    def make(self, share: float) -> None:
        """From now on only this share of each source's events has happened."""
        for sender in self.senders:
            sender.made = max(sender.acked, int(len(sender.events) * share))

    def load(self, seconds: float, batches=(1, 7, 64)) -> None:
        """Every source sends for so long, or until all is acknowledged."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.acked < self.sent:
            for sender in self.senders:
                sender.step(random.choice(batches), 1)

    def deliver(self, seconds: float = 120) -> None:
        self.make(1)
        self.load(seconds)
        assert self.acked == self.sent, f"only {self.acked} of {self.sent} acknowledged"

    def rows(self) -> list[dict]:
        status, text = self.daemon.get("/api/v1/hours?format=ndjson&limit=100000")
        assert status == 200, text
        return self.strip([json.loads(line) for line in text.splitlines()])

    def strip(self, rows: list[dict]) -> list[dict]:
        return [{k: v for k, v in row.items() if k not in self.left_out} for row in rows]

    def undisturbed(self) -> list[dict]:
        """The rows of the same events read from a file."""
        lines = [line for sender in self.senders for line in sender.events]
        recorded = write(self.where, "sent.ndjson", "\n".join(lines) + "\n")
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        return self.strip(replay(self.config, [recorded], "--until", now))

    def expect_all(self, what: str) -> None:
        """All is delivered; everything that was sent counts once."""
        self.deliver()
        got, wanted = self.rows(), self.undisturbed()
        differ = [pair for pair in itertools.zip_longest(got, wanted) if pair[0] != pair[1]]
        expect(f"{what}: every event once, in the rows of an undisturbed run", differ[:1], [])
        expect(f"{what}: received = applied + duplicate + refused", self.unaccounted(), {})

    def unaccounted(self) -> dict[str, tuple]:
        """Sources of which more or less was taken than they sent. A snapshot shows it within 0.2 s."""
        end = time.monotonic() + 5
        while (out := self._unaccounted()) and time.monotonic() < end:
            time.sleep(0.05)
        return out

    def _unaccounted(self) -> dict[str, tuple]:
        metrics = self.daemon.metrics()
        out = {}
        for sender in self.senders:
            mine = {k: v for k, v in metrics.items() if f'source="{sender.source}"' in k}
            taken = sum(v for k, v in mine.items()
                        if k.startswith(("jonovahti_source_events_total",
                                         "jonovahti_source_rejected_total")))
            if taken != len(sender.events):
                out[sender.source] = (taken, len(sender.events))
        return out


def strace(*injections: str, path: pathlib.Path | None = None) -> list[str]:
    """A command's prefix: it runs under these injections, and keeps its pid."""
    out = ["strace", "-D", "-f", "-qq", "-o", "/dev/null"]
    if path is not None:
        out += ["-P", str(path)]
    calls = ",".join(i.split(":", 1)[0] for i in injections)
    out += ["-e", f"trace={calls}"]
    for injection in injections:
        out += ["-e", f"inject={injection}"]
    return out


def ended(process: subprocess.Popen, seconds: float = 30) -> int:
    """The exit code of a process that is to end by itself; -9 where it was killed."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return 999


@contextlib.contextmanager
def mounted(where: pathlib.Path, *options: str):
    """A file system on `where`."""
    where.mkdir(exist_ok=True)
    subprocess.run(["mount", *options, str(where)], check=True)
    try:
        yield where
    finally:
        subprocess.run(["umount", "-l", str(where)], check=True)


def fill(folder: pathlib.Path, leave: int = 0) -> pathlib.Path:
    """Takes all the room in the file system of `folder` but `leave` bytes."""
    path = folder / "filler"
    free = os.statvfs(folder)
    size = free.f_bavail * free.f_frsize - leave
    with path.open("wb", buffering=0) as out:
        with contextlib.suppress(OSError):
            os.posix_fallocate(out.fileno(), 0, max(size, 1))
        with contextlib.suppress(OSError):
            while leave == 0:
                out.write(b"x" * 4096)
    return path


__all__ = [name for name in dir() if not name.startswith("_")]

# SPDX-License-Identifier: EUPL-1.2
"""docs/metrics.md, from what a running daemon says at /metrics, and one that had everything happen to it."""
import json
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from .schema import ROOT

BUSY = ROOT / "tests/fixtures/metrics/busy.prom"
HEAD = """# Metrics

<!-- Made by docs/generate.py from a running daemon and from tests/fixtures/metrics/busy.prom. -->

What `/metrics` gives, with a configuration that has everything. All begin with `jonovahti_`, but for those of the
process. Seconds, bytes and ratios of 0 to 1; counters end in `_total`. A figure without data has no sample: absent
is not 0. [figures-and-law.md](figures-and-law.md) says what the figures mean. `hour` is the current and the
previous hour, `day` the local day so far; both are made from the times of the events and are corrected when one
comes late, unlike counters, which count what became known when it did.

| metric | type | labels | meaning |
|---|---|---|---|
"""


@dataclass
class Family:
    kind: str
    says: str
    labels: dict = field(default_factory=dict)  # name → values seen


def families(exposition: str) -> dict[str, Family]:
    out: dict[str, Family] = {}
    for line in exposition.splitlines():
        if found := re.match(r"# (HELP|TYPE) (\S+) (.*)", line):
            one = out.setdefault(found[2], Family("", ""))
            setattr(one, "says" if found[1] == "HELP" else "kind", found[3])
            continue
        if not (found := re.match(r"(\w+)(?:\{(.*)\})? ", line)):
            continue
        name = found[1] if found[1] in out else re.sub(r"_(bucket|sum|count)$", "", found[1])
        for label, value in re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', found[2] or ""):
            out[name].labels.setdefault(label, set()).add(value)
    return out


CONFIG = """lines: {{aspa: {{}}}}
data_dir: {folder}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["ipc://{folder}/feed"]}}
http: {{listen: "127.0.0.1:{port}"}}
"""
# Once these are there, so is every figure that takes calls and callbacks.
LAST = [f"# TYPE jonovahti_hour_{name} " for name in ("wait_p50_seconds", "callback_longest_seconds")]


def _asked(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, OSError):
        return ""


def _events() -> str:
    """A call and a callback, both over: milliseconds ago, type, its other field."""
    now = time.time_ns() // 1_000_000
    said = [(2000, "call.queued", "call"), (1000, "call.answered", "call"),
            (2000, "callback.requested", "callback"), (1000, "callback.reached", "callback")]
    return "".join(json.dumps({"v": 1, "type": kind, "line": "aspa", key: "1", "at": now - ago}) + "\n"
                   for ago, kind, key in said)


def _running(program: str) -> str:
    """What a daemon says that was told of them, as soon as all of LAST is in it."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        config = pathlib.Path(folder) / "c.yaml"
        config.write_text(CONFIG.format(folder=folder, port=port), encoding="utf-8")
        daemon = subprocess.Popen([program, "serve", "--config", config], stderr=subprocess.DEVNULL)
        try:
            subprocess.run([program, "feed", "--to", f"ipc://{folder}/feed", "--source", "ace", "--outbox",
                            f"{folder}/outbox"], input=_events(), text=True, check=True, timeout=60,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            end = time.monotonic() + 60
            while not all(one in (told := _asked(f"http://127.0.0.1:{port}/metrics")) for one in LAST):
                if daemon.poll() is not None or time.monotonic() > end:
                    raise SystemExit("no daemon runs that could be asked for its metrics")
                time.sleep(0.2)
            return told
        finally:
            daemon.terminate()
            daemon.wait()


def known(program: str) -> dict[str, Family]:
    return families(_running(program)) | families(BUSY.read_text(encoding="utf-8"))


# Labels whose values the configuration chooses.
CHOSEN = {"line", "source", "backlog", "alert", "group", "notifier", "version", "le"}


def _label(name: str, values: set) -> str:
    if name == "hour":  # which of the two has a sample is a matter of the moment
        values = {"current", "previous"}
    shown = "" if name in CHOSEN else " = " + ", ".join(sorted(values))
    return f"`{name}`{shown}"


def text(program: str) -> str:
    rows = []
    for name, one in sorted(known(program).items()):
        labels = "; ".join(_label(k, v) for k, v in one.labels.items() if k != "le")
        rows.append(f"| `{name}` | {one.kind} | {labels} | {one.says.rstrip('.')} |\n")
    return HEAD + "".join(rows)

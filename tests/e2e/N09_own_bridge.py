# SPDX-License-Identifier: EUPL-1.2
"""The page's own bridge, run as it stands: killed, and its daemon killed, every event counts once."""
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import time

from daemon import Daemon, free_port
from jono import LINES, ROOT, expect, scratch, write

BRIDGE = ROOT / "docs/bridge.py"
CALLS = 1500
BEGIN = int(time.time() * 1000) - 3 * 3600 * 1000

page = (ROOT / "docs/write-your-own-bridge.md").read_text(encoding="utf-8")
code = BRIDGE.read_text(encoding="utf-8")
expect("the page shows the file", f"```python\n{code}```\n" in page, True)
expect("in under 60 lines", sum(1 for line in code.splitlines() if line) < 60, True)

with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    settings = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    daemon = Daemon(settings, http)
    outbox = where / "outbox.db"
    command = [sys.executable, BRIDGE, f"tcp://127.0.0.1:{feed}", "ace", outbox]
    sent = [json.dumps({"v": 1, "type": "call.queued", "line": "aspa", "call": f"c{i}",
                        "at": BEGIN + i * 5000}) for i in range(CALLS)]
    rng = random.Random(3)

    def taken() -> int:
        if not outbox.exists():
            return 0
        with sqlite3.connect(outbox, timeout=30) as db:
            tables = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'line'").fetchone()
            rows = db.execute("SELECT seq FROM sqlite_sequence").fetchone() if tables[0] else None
        return rows[0] if rows else 0

    def run(lines: list[str]) -> subprocess.Popen:
        text = write(where, "part.ndjson", "".join(line + "\n" for line in lines))
        with text.open() as source:
            return subprocess.Popen(command, stdin=source)

    daemon.start()
    for kill in range(6):
        bridge = run(sent[taken():])
        before, end = taken(), time.monotonic() + 10
        while taken() < min(CALLS, before + rng.randrange(50, 200)) and time.monotonic() < end:
            time.sleep(0.02)
        if kill % 2:
            daemon.kill()
            daemon.start()
        bridge.kill()
        bridge.wait()
    expect("some was taken over the kills", taken() > 0, True)
    bridge = run(sent[taken():])
    expect("all is acknowledged in the end", bridge.wait(100), 0)
    offered = 'jonovahti_calls_offered_total{line="aspa"}'
    expect("each call counts once", daemon.metric_becomes(offered, CALLS), float(CALLS))
    expect("without a gap", daemon.metrics()['jonovahti_source_gaps_total{source="ace"}'], 0.0)
    expect("an orderly stop", daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""An outbox that was put back from a copy: its numbers were used, so the daemon's word stops it, and
without it all gets in once."""
import json
import pathlib
import shutil
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, scratch, write

OFFERED = 'jonovahti_calls_offered_total{line="aspa"}'
NOW = int(time.time() * 1000)
EVENTS = [json.dumps({"v": 1, "type": "call.queued", "line": "aspa", "call": f"c{i}", "at": NOW - 60_000 + i})
          for i in range(160)]

with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    daemon = Daemon(write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
"""), http)
    outbox = where / "outbox"

    def say(events: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, "feed", "--to", f"tcp://127.0.0.1:{feed}", "--source", "ace",
                               "--outbox", outbox], input="\n".join(events) + "\n", text=True,
                              capture_output=True, timeout=30)

    daemon.start()
    expect("a hundred are said", say(EVENTS[:100]).returncode, 0)
    shutil.copytree(outbox, where / "copy")
    expect("and fifty more", say(EVENTS[100:150]).returncode, 0)
    shutil.rmtree(outbox)
    (where / "copy").rename(outbox)
    refused = say(EVENTS[150:])
    expect("with the old copy it goes no further", refused.returncode, 1)
    expect("and says what to do", "it is an old copy" in refused.stderr and
           "move the outbox's directory away" in refused.stderr, True)
    expect("none of it counts", daemon.metric_becomes(OFFERED, 150), 150.0)
    shutil.rmtree(outbox)
    expect("with a new one", say(EVENTS[150:]).returncode, 0)
    expect("it does", daemon.metric_becomes(OFFERED, 160), 160.0)
    expect("and the new epoch is a gap",
           daemon.metric_becomes('jonovahti_source_gaps_total{source="ace"}', 1), 1.0)
    expect("an orderly stop", daemon.stop(), 0)

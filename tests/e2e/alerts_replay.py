# SPDX-License-Identifier: EUPL-1.2
"""Rules tried on the past: when they would have fired, from recordings and from a running daemon's
own journal."""
import json
import pathlib
import time

from alerting import Watched
from jono import expect, scratch, write

CONFIG = """timezone: Europe/Helsinki
lines: {aspa: {}, vaihde: {}}
sources: {ace: {type: feed}}
alerts:
  rules:
    - {alert: QueueLong, lines: [aspa], when: queue_length > 3, for: 10m, keep: 5m, severity: page}
    - {alert: SourceSilent, when: source_silent_seconds > 60}
"""


def call(number: int, queued: str, ended: str | None) -> list[dict]:
    base = {"v": 1, "source": "ace", "line": "aspa", "call": f"c{number}"}
    out = [{**base, "type": "call.queued", "at": queued}]
    if ended:
        out.append({**base, "type": "call.answered", "at": ended})
    return out


with scratch() as name:
    where = pathlib.Path(name)
    day = "2026-09-01T"
    calls = [call(0, day + "07:00:00+03:00", day + "07:00:10+03:00")]
    calls += [call(i, day + "10:00:00+03:00", day + "11:00:00+03:00") for i in range(1, 7)]
    calls += [call(9, day + "15:00:00+03:00", day + "18:00:00+03:00")]
    recording = write(where, "day.ndjson", "\n".join(json.dumps(e) for c in calls for e in c))
    watched = Watched(where / "d", "  []\n")
    config = write(where, "rules.yaml", CONFIG)
    watched.config = config
    got = watched.command("alerts", "--replay", "2026-09-01..2026-09-01", "--svg", str(where / "svg"),
                          str(recording))
    expect("it runs", (got.returncode, got.stderr), (0, ""))
    # Four wait at ten, for: 10m; all are answered at eleven, keep: 5m.
    expect("when it would have fired",
           "  2026-09-01 10:10 – 11:05    0:55:00  worst 6\n" in got.stdout, True)
    expect("what cannot be tried is said", "not judged: connections are not recorded" in got.stdout,
           True)
    picture = (where / "svg/QueueLong-aspa.svg").read_text()
    expect("with a picture", "fired 1 times" in picture and picture.startswith("<svg"), True)
    none = watched.command("alerts", "--replay", "2025-01-01..2025-01-02", str(recording))
    expect("nothing recorded then", (none.returncode, none.stderr),
           (2, "nothing was recorded in this period\n"))
    bad = watched.command("alerts", "--replay", "2026-09-01..2026-08-01", str(recording))
    expect("a period that ends before it begins", bad.returncode, 2)

    # The journal of a daemon that runs.
    watched.config = where / "d/config.yaml"
    ids = watched.crowd(6)
    watched.becomes("firing")
    watched.calm(ids)
    time.sleep(1)
    tomorrow = time.strftime("%Y-%m-%d", time.localtime(time.time() + 86_400))
    yesterday = time.strftime("%Y-%m-%d", time.localtime(time.time() - 86_400))
    live = watched.command("alerts", "--replay", f"{yesterday}..{tomorrow}")
    expect("its own journal too", (live.returncode, "recorded from" in live.stdout), (0, True))
    watched.stop()

# SPDX-License-Identifier: EUPL-1.2
"""Two weeks in which two of four lines move to another phone system, on a Wednesday at noon. For a
day before it the new system sees their calls too, and for a day after it the old one still does:
with `handover` no call is lost or counted twice, and with it set afterwards the past is corrected."""
import collections
import json
import pathlib
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, replay, scratch, sums, write

FROM, DAYS = "2026-10-19", 14  # the clocks go back on its first Sunday
MOVE, DAY_BEFORE, DAY_AFTER = (f"2026-10-{day}T10:00:00.000Z" for day in (28, 27, 29))
MOVED = ("aspa", "seniorilinja")
UNTIL = "2026-11-03T00:00:00Z"  # all of it is over by then
COLUMNS = ("offered", "answered", "abandoned", "redirected", "lost", "waiting", "refused", "callbacks_requested",
           "callbacks_reached", "wait_answered_ms", "callback_delay_ms", "queue_ms", "talk_ms")


def split(events: list[dict]) -> tuple[list[dict], list[dict]]:
    """What the old system and the new one say: each all about a call or callback, or nothing."""
    begins: dict[tuple, str] = {}
    for event in events:
        key = (event["line"], event.get("callback") or event["call"])
        begins[key] = min(begins.get(key, event["at"]), event["at"])
    old, new = [], []
    for event in events:
        begun = begins[event["line"], event.get("callback") or event["call"]]
        moves = event["line"] in MOVED
        if not moves or begun < DAY_AFTER:
            old.append(event)
        if moves and begun >= DAY_BEFORE:
            new.append(event)
    return old, new


def lines_of(source: str, events: list[dict]) -> str:
    return "".join(json.dumps(event | {"source": source}) + "\n" for event in events)


def without_coverage(rows) -> list[dict]:
    return [{key: value for key, value in row.items() if key != "coverage"} for row in rows if row["hour"] < UNTIL]


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()

    def settings(file: str, handover: bool) -> pathlib.Path:
        def part(key: str) -> str:
            return ", handover: {" + ", ".join(f'{line}: {{{key}: "{MOVE}"}}' for line in MOVED) + "}"
        old, new = (part("until"), part("from")) if handover else ("", "")
        return write(where, file, f"""{LINES}data_dir: {where}/data
sources:
  old: {{type: feed{old}}}
  new: {{type: feed, lines: [{", ".join(MOVED)}]{new}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")

    both, moved = settings("both.yaml", False), settings("moved.yaml", True)
    made = where / "made.ndjson"
    subprocess.run([PROGRAM, "simulate", "--config", both, "--source", "old", "--from", FROM, "--days", str(DAYS),
                    "--seed", "11", "--out", made], check=True)
    events = [{key: value for key, value in json.loads(line).items() if key not in ("source", "seq", "epoch")}
              for line in made.read_text().splitlines()]
    old, new = split(events)
    truth_file = write(where, "truth.ndjson", lines_of("old", events))
    files = {"old": write(where, "old.ndjson", lines_of("old", old)),
             "new": write(where, "new.ndjson", lines_of("new", new))}

    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    truth = without_coverage(replay(both, [truth_file], "--until", now))
    totals, twice, moved_totals = (sums(replay(config, inputs, "--until", now), *COLUMNS)
                                   for config, inputs in ((both, [truth_file]), (both, files.values()),
                                                          (moved, files.values())))
    print(f"{len(events)} events; {len(old)} of the old system, {len(new)} of the new one")
    for line, numbers in totals.items():
        print(f"{line:15}", *(f"{column} {number}" for column, number in zip(COLUMNS, numbers)))
    expect("without a handover calls count twice", [twice[line] == totals[line] for line in sorted(totals)],
           [line not in MOVED for line in sorted(totals)])
    expect("with it every total is exact", moved_totals, totals)
    expect("and so is every hour", without_coverage(replay(moved, files.values(), "--until", now)), truth)

    daemon = Daemon(both, http)

    def rows() -> list[dict]:
        got = daemon.get(f"/api/v1/hours?format=ndjson&limit=100000&to={UNTIL}")[1]
        return without_coverage(map(json.loads, got.splitlines()))

    daemon.start()
    for source, file in files.items():
        with file.open() as said:
            subprocess.run([PROGRAM, "feed", "--to", f"tcp://127.0.0.1:{feed}", "--source", source, "--outbox",
                            where / f"outbox-{source}"], stdin=said, check=True, stderr=subprocess.DEVNULL)
    counted = daemon.metric_becomes('jonovahti_callbacks_requested_total{line="aspa"}',
                                    twice["aspa"][COLUMNS.index("callbacks_requested")])
    expect("a daemon that is not told counts twice, too", sums(rows(), *COLUMNS)["aspa"], twice["aspa"])
    expect("the daemon stops", daemon.stop(), 0)
    daemon.config = moved
    daemon.start()
    end = time.monotonic() + 30
    while (corrected := rows()) != truth and time.monotonic() < end:
        time.sleep(0.1)
    expect("told of the move afterwards, it corrects the past", corrected, truth)
    expect("and counts on from where it was",
           daemon.metrics()['jonovahti_callbacks_requested_total{line="aspa"}'], counted)
    expect("the daemon stops", daemon.stop(), 0)
    daemon.start()
    expect("and has the same rows afterwards", rows(), truth)
    expect("the daemon stops", daemon.stop(), 0)

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""compare_hours.py DIR: the daemon's rows in DIR/hours.ndjson against DIR/replay.ndjson.

What was heard over AMI must have the same visits and outcomes as Asterisk's own log, but for as many
as the words that DIR/proxy.missed says went by unheard; its waits are exact where the log counts
whole seconds. What came from the log must be the same in every column but coverage.
"""
import collections
import json
import pathlib
import sys

OUTCOMES = ("offered", "answered", "abandoned", "redirected", "lost", "waiting")


def read(file: pathlib.Path) -> dict:
    """The rows by line and hour; of hours in which something happened."""
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    return {(r["line"], r["hour"]): r for r in rows}


def totals(rows: dict, line: str) -> collections.Counter:
    out = collections.Counter()
    for (of, _), row in rows.items():
        if of == line:
            out.update({c: row[c] for c in OUTCOMES + ("wait_answered_ms", "refused")})
    return out


def same_rows(daemon: dict, replayed: dict) -> list[str]:
    faults = []
    for key, row in replayed.items():
        other = daemon.get(key, {})
        # The replay ends with its last line, the daemon goes on: of what it is open to change in
        # between, only the opening time.
        faults += [f"{key} {c}: {other.get(c)} instead of {v}" for c, v in row.items()
                   if other.get(c) != v and c not in ("coverage", "open_ms")]
    return faults


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    daemon, replayed = read(folder / "hours.ndjson"), read(folder / "replay.ndjson")
    missed_file = folder / "proxy.missed"
    if not missed_file.exists():
        print("the connection was never cut")
        return 1
    missed = int(missed_file.read_text())
    faults = same_rows({k: v for k, v in daemon.items() if k[0].startswith("log-")}, replayed)
    off = 0
    for line in sorted({line for line, _ in replayed}):
        told, heard = totals(replayed, line), totals(daemon, line.removeprefix("log-"))
        print(line.removeprefix("log-"), "log", *(f"{c}={told[c]}" for c in OUTCOMES),
              "ami", *(f"{c}={heard[c]}" for c in OUTCOMES), f"refused={heard['refused']}",
              f"waits {told['wait_answered_ms'] / 1000:.0f} s, {heard['wait_answered_ms'] / 1000:.3f} s")
        off += sum(abs(told[c] - heard[c]) for c in OUTCOMES[:4])
    if not replayed or off > missed:
        faults.append(f"{off} differ, and only {missed} words were missed")
    print("\n".join(faults) if faults else f"equal but for {off}; {missed} words went by unheard")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

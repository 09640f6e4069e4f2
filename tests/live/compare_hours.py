#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""compare_hours.py DIR: the daemon's rows in DIR/hours.json against DIR/replay.ndjson.

Each line must have the visits and outcomes of Asterisk's own log, and waits that are as long to
within the log's whole seconds. What only AMI tells is printed.
"""
import collections
import json
import pathlib
import sys

OUTCOMES = ("offered", "answered", "abandoned", "redirected", "lost", "waiting")
OTHERS = ("wait_answered_ms", "talks", "refused", "callbacks_requested")
A_CALL = 1000  # ms by which a clock of whole seconds may be off, twice half of one


def totals(rows) -> dict[str, collections.Counter]:
    """By line; `rows` are pairs of it and its hour."""
    out: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for line, row in rows:
        out[line].update({c: row[c] for c in OUTCOMES + OTHERS})
    return out


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    hours = json.loads((folder / "hours.json").read_text())["rows"]
    daemon = totals((r["line"], r["row"]) for r in hours)
    told = totals((row["line"], row) for row in
                  map(json.loads, (folder / "replay.ndjson").read_text().splitlines()))
    print("coverage:", *sorted({f"{r['line']} {r['row']['coverage']:.4f}" for r in hours}))
    faults = [] if told else ["there were no calls"]
    for line in sorted(told | daemon):
        log, site = told[line], daemon[line]
        print(f"{line}:", *(f"{c} {site[c]}" for c in OUTCOMES + OTHERS))
        faults += [f"{line}: {c} is {site[c]}, the log says {log[c]}"
                   for c in OUTCOMES + ("talks",) if site[c] != log[c]]
        if abs(site["wait_answered_ms"] - log["wait_answered_ms"]) > A_CALL * log["answered"]:
            faults.append(f"{line}: waits of {site['wait_answered_ms']} ms, "
                          f"the log says {log['wait_answered_ms']}")
    if daemon.keys() != told.keys():
        faults.append(f"lines {sorted(daemon)}, the log has {sorted(told)}")
    exact = sum(site["wait_answered_ms"] % 1000 != 0 for site in daemon.values())
    print(f"{sum(d['offered'] for d in daemon.values())} visits, "
          f"{sum(d['lost'] for d in daemon.values())} lost by the crash, "
          f"the log has {sum(t['offered'] for t in told.values())}; "
          f"waits of {exact} lines are finer than a second")
    print("\n".join(faults) if faults else "equal to Asterisk's own log")
    return 1 if faults or not exact else 0


if __name__ == "__main__":
    sys.exit(main())

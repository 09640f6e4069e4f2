#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A phone system that tells of its agents and of two work queues, and then stays connected.

phone.py ENDPOINT [NOW]: NOW is the time to tell, in ms since the epoch. Runs until it is ended.
"""
import pathlib
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/e2e"))
from phone import Phone  # noqa: E402

AGENTS = {  # line: how many are available, busy, in wrap-up, on a break
    "aspa": {"available": 1, "busy": 13, "wrapup": 3, "paused": 2},
    "vaihde": {"available": 2, "busy": 3, "wrapup": 0, "paused": 1},
    "sosiaalihuolto": {"available": 1, "busy": 1, "wrapup": 0, "paused": 0},
    "seniorilinja": {"available": 1, "busy": 2, "wrapup": 1, "paused": 0},
}
DAY_MS = 86_400_000
BACKLOGS = [  # line, class, open, age of the oldest in days
    ("sanelujono", "urgent", 4, 0.02),
    ("sanelujono", "other", 704, 3.2),
    ("kaannosjono", "urgent", 1, 0.1),
    ("kaannosjono", "other", 177, 6.1),
]

phone = Phone(sys.argv[1])
now = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time() * 1000)
for line, states in AGENTS.items():
    for state, count in states.items():
        phone.say(*({"at": now, "type": "agent.state", "agent": f"{line}-{state}-{i}", "line": line,
                     "state": state} for i in range(count)))
phone.say(*({"at": now, "type": "backlog.level", "line": line, "class": cls, "open": items,
             "oldest_at": now - int(age * DAY_MS)} for line, cls, items, age in BACKLOGS))
signal.pause()

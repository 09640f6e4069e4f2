#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""alert_delay.py JONOVAHTI: from an event that crosses a limit to the webhook, through the daemon.

Twenty lines cross ten limits one after the other, all lines at once; prints median, p99 and the longest
of the 200 delays. The goal is a p99 below 2 s: it exits 1 above that.
"""
import json
import pathlib
import random
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from alerting import Watched
from jono import scratch
from receivers import Receiver, until

LINES, ROUNDS, GOAL = [f"q{i:02}" for i in range(20)], 10, 2.0
RULES = "".join(f"  - {{alert: Over{limit}, when: queue_length > {limit}, for: 0s, keep: 0s}}\n"
                for limit in range(ROUNDS))

with scratch() as name:
    receiver = Receiver()
    watched = Watched(pathlib.Path(name) / "d", f"  - {{type: webhook, url: '{receiver.url}'}}\n", RULES,
                      hold="1ms", lines="{" + ", ".join(f"{line}: {{}}" for line in LINES) + "}")
    rng, sent = random.Random(1), {}
    for limit in range(ROUNDS):
        time.sleep(rng.uniform(0.3, 0.8))  # at any time between two snapshots
        for line in LINES:
            sent[f"Over{limit}", line] = time.time()
            watched.phone.queue(line, 1)
        until("all are told", lambda: len(receiver.got) >= len(sent), 30)
    watched.stop()
    got = {}
    for one in receiver.got:
        body = json.loads(one["body"])
        got[body["rule"], body["subject"]] = one["at"]
    assert got.keys() == sent.keys() and len(receiver.got) == len(sent), "not each once"

delays = sorted(got[key] - sent[key] for key in sent)
p99 = delays[int(len(delays) * 0.99) - 1]
print(f"alert_delay  {statistics.median(delays):.3f} s in the median, p99 {p99:.3f} s, longest "
      f"{delays[-1]:.3f} s, of {len(delays)}; goal p99 below {GOAL:.0f} s")
sys.exit(p99 >= GOAL)

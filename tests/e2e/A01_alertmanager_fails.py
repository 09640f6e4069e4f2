# SPDX-License-Identifier: EUPL-1.2
"""A1: an Alertmanager that is away, fails in every way, and forgets: the alert gets through."""
import json
import pathlib
import time

from alerting import Watched
from jono import expect, scratch
from receivers import Alertmanager, Receiver, told, until


def fired(receiver: Receiver) -> list[dict]:
    return [alert for body in receiver.bodies() for alert in body
            if alert["labels"]["alertname"] == "QueueLong"]


with scratch() as name:
    where = pathlib.Path(name)
    fake = Receiver()
    fake.mode = "hang"  # longer than the daemon waits
    pager = Receiver()
    real = Alertmanager(where, pager)
    watched = Watched(where / "d", f"  - {{type: alertmanager, urls: ['{fake.url}', '{real.url}']}}\n")
    watched.crowd()
    watched.becomes("firing")

    # The one that is not there at all comes up later; the one that hangs does not hold it up.
    real.start()
    until("the alert is in Alertmanager", lambda: "QueueLong/aspa" in real.alerts(), 40)
    until("its receiver is told", lambda: told(pager, "firing", "QueueLong"), 10)
    expect("the Watchdog is there too", "Watchdog/" in real.alerts(), True)

    for mode in (500, 429, 503, "cut"):
        fake.mode = mode
        fake.release.set()
        before = len(fake.tried)
        until(f"tried again after {mode}", lambda b=before: len(fake.tried) > b, 60)
        expect(f"not taken with {mode}", fired(fake), [])
    fake.mode = "ok"
    reachable = time.monotonic()
    until("delivered once it is reachable", lambda: fired(fake), 60)
    print(f"ok: {time.monotonic() - reachable:.1f} s after it was reachable")

    # It answered 200, and is killed: what it had is gone, and told again.
    real.kill()
    real.start()
    until("told again to the one that forgot", lambda: "QueueLong/aspa" in real.alerts(), 40)
    lasts = fired(fake)[-1]
    expect("an hour ahead, so that only evidence resolves", lasts["endsAt"] > time.strftime(
        "%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 3000)), True)
    results = {(n["receiver"], n["result"]) for n in watched.notifications()}
    expect("the journal has failures and the delivery",
           {("alertmanager", "failed"), ("alertmanager", "delivered")} <= results, True)
    expect("no resolved was told", told(pager, "resolved", "QueueLong"), [])
    watched.stop()

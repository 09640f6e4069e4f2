# SPDX-License-Identifier: EUPL-1.2
"""A3: two daemons, one of which loses its phone system: no false end is told."""
import pathlib
import time

from alerting import Watched
from jono import expect, scratch
from receivers import Alertmanager, Receiver, told, until

with scratch() as name:
    where = pathlib.Path(name)
    pager = Receiver()
    manager = Alertmanager(where, pager)
    manager.start()
    notify = f"  - {{type: alertmanager, urls: ['{manager.url}']}}\n"
    one, two = Watched(where / "one", notify), Watched(where / "two", notify)
    for watched in (one, two):
        watched.crowd()
        watched.becomes("firing")
    until("one alert of both", lambda: told(pager, "firing", "QueueLong"), 10)
    labels = [a["labels"] for a in manager.alerts().values()
              if a["labels"]["alertname"] == "QueueLong"]
    expect("with equal labels", labels,
           [{"alertname": "QueueLong", "line": "aspa", "severity": "page"}])

    # The second one lags: it is cut off, killed, and comes back with a phone system that has not told
    # anything yet.
    two.phone.cut = True
    two.restart()
    time.sleep(4)
    expect("cut off, it does not end the alert", two.state(), "firing")
    two.phone.cut = False
    two.calm([f"p{i}" for i in range(5)])
    time.sleep(8)
    expect("just connected, it is not believed yet", two.state(), "firing")
    expect("the first goes on", one.state(), "firing")
    expect("nobody was told an end", told(pager, "resolved", "QueueLong"), [])
    expect("the alert is there", "QueueLong/aspa" in manager.alerts(), True)
    one.stop()
    two.stop()

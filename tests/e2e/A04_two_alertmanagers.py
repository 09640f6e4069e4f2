# SPDX-License-Identifier: EUPL-1.2
"""A4: two Alertmanagers that do not hear each other: each is told all."""
import pathlib

from alerting import Watched
from jono import expect, scratch
from receivers import Alertmanager, Receiver, told, until

with scratch() as name:
    where = pathlib.Path(name)
    pagers = [Receiver(), Receiver()]
    managers = [Alertmanager(where, pager) for pager in pagers]
    for manager in managers:
        manager.start()
    urls = ", ".join(f"'{m.url}'" for m in managers)
    watched = Watched(where / "d", f"  - {{type: alertmanager, urls: [{urls}]}}\n")
    calls = watched.crowd()
    for pager in pagers:
        until("each one's receiver is told", lambda p=pager: told(p, "firing", "QueueLong"), 15)
    managers[1].kill()
    watched.phone.say({"type": "source.heartbeat"})
    managers[1].start()
    until("the one that was away is told again", lambda: "QueueLong/aspa" in managers[1].alerts(), 40)
    expect("the other one has it", "QueueLong/aspa" in managers[0].alerts(), True)
    watched.stop()

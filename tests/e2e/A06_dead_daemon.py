# SPDX-License-Identifier: EUPL-1.2
"""A6: the daemon is killed while an alert fires: the dead man's switch tells it within two minutes and a
half, and no end of the alert is told."""
import pathlib
import time

from alerting import Watched
from jono import expect, scratch
from receivers import Alertmanager, Receiver, told, until

with scratch() as name:
    where = pathlib.Path(name)
    pager, heart = Receiver(), Receiver()
    manager = Alertmanager(where, pager)
    manager.start()
    watched = Watched(where / "d", f"""  - {{type: alertmanager, urls: ['{manager.url}']}}
  - {{type: heartbeat, url: '{heart.url}/alive', every: 1s}}
""")
    watched.crowd()
    until("the alert is told", lambda: told(pager, "firing", "QueueLong"), 15)
    until("the Watchdog is told", lambda: told(pager, "firing", "Watchdog"), 15)
    until("the heart beats", lambda: len(heart.got) >= 3, 15)
    watched.daemon.kill()
    died = time.time()
    until("the Watchdog ends", lambda: told(pager, "resolved", "Watchdog"), 150)
    print(f"ok: {time.time() - died:.0f} s after the kill")
    expect("the heart stands still", heart.got[-1]["at"] < died + 1, True)
    expect("no end of the alert is told", told(pager, "resolved", "QueueLong"), [])
    expect("the alert is there", "QueueLong/aspa" in manager.alerts(), True)

    watched.daemon.start()
    until("it fires after the restart", lambda: watched.state() == "firing", 15)
    time.sleep(3)
    expect("and was told once", len(told(pager, "firing", "QueueLong")), 1)
    watched.stop()

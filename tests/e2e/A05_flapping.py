# SPDX-License-Identifier: EUPL-1.2
"""A5: a queue that goes round its limit without end: who is told hears of it twice at most in the ten
minutes of the usual hold, a webhook and Alertmanager's own receiver alike."""
import pathlib
import time

from alerting import Watched
from jono import expect, scratch
from receivers import Alertmanager, Receiver, told, until

BURST, SEEN = 2_000, 20
# No hysteresis, no patience: nothing but the hold keeps it from being told.
RULES = "  - {alert: QueueLong, lines: [aspa], when: queue_length > 0, for: 0s, keep: 0s}\n"

with scratch() as name:
    where = pathlib.Path(name)
    hook, pager = Receiver(), Receiver()
    manager = Alertmanager(where, pager)
    manager.start()
    watched = Watched(where / "d", f"""  - {{type: webhook, url: '{hook.url}/hook'}}
  - {{type: alertmanager, urls: ['{manager.url}']}}
""", RULES, hold="10m")
    settled = 'jonovahti_line_settled{line="aspa"}'
    watched.phone.answer("aspa", watched.phone.queue("aspa", 1))
    # No end is believed for two minutes, so nothing could flap.
    expect("the phone system is new", watched.daemon.metric_becomes(settled, 0), 0)
    expect("the phone system is believed", watched.daemon.metric_becomes(settled, 1, 150), 1)

    begin = time.monotonic()
    for _ in range(BURST):
        calls = watched.phone.queue("aspa", 1)
        time.sleep(0.001)
        watched.phone.answer("aspa", calls)
        time.sleep(0.001)
    until("all of it is heard", watched.phone.heard, 60)
    print(f"ok: {BURST} crossings in {time.monotonic() - begin:.1f} s")
    offered = watched.daemon.metric_becomes('jonovahti_calls_offered_total{line="aspa"}', BURST + 1)
    expect("all of them came", offered, BURST + 1)
    # So slowly that each is seen: the daemon's own list really goes up and down.
    begin = time.monotonic()
    for _ in range(SEEN):
        calls = watched.crowd(1)
        watched.becomes("firing")
        watched.calm(calls)
        watched.becomes("ok")
    print(f"ok: {SEEN} firings seen in {time.monotonic() - begin:.1f} s")

    until("both are told", lambda: hook.got and told(pager, "firing", "QueueLong"), 15)
    time.sleep(5)  # Alertmanager tells every second what is new to it
    tellings = [body["told"] for body in hook.bodies()]
    expect("the webhook is told once, and of the end when it has lasted", tellings, ["firing"])
    heard = [status for status in ("firing", "resolved")
             for _ in told(pager, status, "QueueLong")]
    expect("so is Alertmanager's receiver", heard, ["firing"])
    expect("nothing failed", {n["result"] for n in watched.notifications()}, {"delivered"})
    watched.stop()

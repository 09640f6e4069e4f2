# SPDX-License-Identifier: EUPL-1.2
"""A2: a receiver that is down while an alert fires and ends: the second path takes over, and the first
is told afterwards what was."""
import pathlib
import time

from alerting import Watched
from jono import expect, scratch
from receivers import Receiver, until

with scratch() as name:
    where = pathlib.Path(name)
    first, second = Receiver(), Receiver()
    first.mode = 500
    watched = Watched(where / "d", f"""  - {{type: webhook, name: first, url: '{first.url}/hook'}}
  - {{type: webhook, name: second, url: '{second.url}/sms', instead_of: [first], after: 3s}}
""")
    calls = watched.crowd()
    began = watched.becomes("firing")
    until("the second path is told", lambda: second.got, 15)
    waited = second.got[0]["at"] - began
    expect("not before its time", waited > 2, True)
    expect("what it is told", second.bodies()[0]["told"], "firing")
    watched.calm(calls)
    # The phone system is believed once it has been connected for two minutes.
    watched.becomes("ok", 140)
    until("the second path is told the end too", lambda: len(second.got) > 1, 20)
    expect("its end", second.bodies()[1]["told"], "resolved")
    expect("the first has taken nothing", first.got, [])

    first.mode = "ok"
    until("the first is told what was", lambda: first.got, 70)
    time.sleep(2)
    expect("once, as what was firing", [b["told"] for b in first.bodies()], ["was_firing"])
    body = first.bodies()[0]
    expect("of the same alert", (body["rule"], body["subject"]), ("QueueLong", "aspa"))
    expect("with its times", body["fired"] < body["ended"], True)
    watched.stop()

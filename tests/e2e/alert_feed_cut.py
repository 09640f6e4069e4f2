# SPDX-License-Identifier: EUPL-1.2
"""The phone system falls silent in opening hours: an alert within `silent_after` and five seconds, the
queue's gauge withdrawn, and no all-clear."""
import pathlib
import time

from alerting import LONG, Watched
from jono import expect, scratch
from receivers import Receiver, until

SILENT = "  - {alert: SourceSilent, when: source_silent_seconds > silent_after, severity: page}\n"

with scratch() as name:
    where = pathlib.Path(name)
    hook = Receiver()
    watched = Watched(where / "d", f"  - {{type: webhook, url: '{hook.url}/hook'}}\n",
                      rules=LONG + SILENT, silent_after="6s")
    watched.crowd()
    watched.becomes("firing")
    queue = 'jonovahti_queue_length{line="aspa"}'
    expect("the queue is known", watched.daemon.metrics()[queue], 5.0)
    watched.phone.cut = True
    cut = time.time()
    silent = until("the silence is told", lambda: [
        one for one, body in zip(hook.got, hook.bodies()) if body["rule"] == "SourceSilent"], 20)
    after = silent[0]["at"] - cut
    expect(f"within silent_after and 5 s ({after:.1f} s)", after <= 11, True)
    expect("the gauge is withdrawn", queue in watched.daemon.metrics(), False)
    expect("the queue's alert fires on", watched.state(), "firing")
    time.sleep(5)
    ends = [b for b in hook.bodies() if b["told"] != "firing"]
    expect("no end is told", ends, [])
    watched.stop()

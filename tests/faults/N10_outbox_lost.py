# SPDX-License-Identifier: EUPL-1.2
"""A source has lost its outbox and numbers anew: its new epoch is taken from where it begins, a gap is
recorded and shows in the hours where something may be missing, and the old epoch does not come back."""
from faults import *

with scratch() as name:
    site = Site(pathlib.Path(name), calls=800)
    site.daemon.start()
    old = site.senders[0]
    whole = old.events
    old.made = len(whole) // 2
    site.load(2)
    old.close()
    time.sleep(3.1)  # until the one before counts as dead
    lost = len(whole) // 2 + 200
    new = Sender(old.endpoint, "s1", "e2", whole[lost:])
    site.senders = [new]
    site.deliver()
    gaps = 'jonovahti_source_gaps_total{source="s1"}'
    expect("a gap is counted", site.daemon.metric_becomes(gaps, 1), 1.0)
    status, text = site.daemon.get("/api/v1/hours?format=ndjson&limit=100000")
    rows = [json.loads(line) for line in text.splitlines()]
    expect("some hours are not wholly known", any(row["coverage"] < 1 for row in rows), True)
    expect("and others are", any(row["coverage"] == 1 for row in rows), True)
    site.senders = [Sender(old.endpoint, "s1", "e1", whole)]
    site.load(4)
    expect("the old epoch is refused", site.acked, 0)
    expect("an orderly stop", site.daemon.stop(), 0)

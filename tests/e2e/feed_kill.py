# SPDX-License-Identifier: EUPL-1.2
"""kill -9 under load: what was acknowledged is there once, and no counter falls."""
import json
import pathlib
import random
import time

from daemon import Daemon, counters, fallen, free_port, unaccounted
from jono import LINES, expect, replay, scratch, write
from sender import Sender
from traffic import traffic

KILLS = 12
CALLS = 6000
BEGIN = int(time.time() * 1000) - 3 * 3600 * 1000


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    settings = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    sent = traffic("ace", CALLS, 7, BEGIN, ["aspa", "vaihde"])
    daemon = Daemon(settings, http)
    sender = Sender(f"tcp://127.0.0.1:{feed}", "ace", "e1", sent)
    rng = random.Random(11)
    falls: dict = {}
    lost: dict = {}
    for _ in range(KILLS):
        daemon.start()
        until = sender.acked + rng.randrange(50, len(sent) // KILLS)
        stop = time.monotonic() + 10
        while sender.acked < until and time.monotonic() < stop:
            sender.step(rng.choice([1, 7, 64]))
        before = counters(daemon.metrics())
        daemon.kill()
        daemon.start()
        after = counters(daemon.metrics())
        falls |= fallen(before, after)
        lost |= unaccounted(before) | unaccounted(after)
        daemon.kill()
    daemon.start()
    sender.deliver()
    expect("no counter fell over the kills", falls, {})
    expect("all that came is applied, known or refused", lost | unaccounted(daemon.metrics()), {})
    name = 'jonovahti_source_received_total{source="ace"}'
    expect("and so much came", daemon.metric_reaches(name, len(sent)), True)

    one = Sender(f"tcp://127.0.0.1:{feed}", "ace", "e2",
                 [json.dumps({"v": 1, "type": "call.queued", "line": "seniorilinja",
                              "call": f"n{i}", "at": BEGIN + i}) for i in range(1000)])
    one.deliver()
    offered = 'jonovahti_calls_offered_total{line="seniorilinja"}'
    expect("an outbox lost, a thousand events of a new epoch: all count",
           daemon.metric_becomes(offered, 1000), 1000.0)
    expect("the new epoch is a gap",
           daemon.metric_becomes('jonovahti_source_gaps_total{source="ace"}', 1), 1.0)

    status, text = daemon.get("/api/v1/hours?format=ndjson")
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    got = [json.loads(line) for line in text.splitlines()]
    recorded = write(where, "sent.ndjson", "\n".join(sent + one.events) + "\n")
    wanted = replay(settings, [recorded], "--source", "ace", "--until", now)
    moving = ("queue_ms", "coverage")  # of open calls, up to a now that differs by a second
    strip = lambda rows: [{k: v for k, v in r.items() if k not in moving} for r in rows]
    expect("the rows are those of a replay of the same events", strip(got), strip(wanted))
    expect("an orderly stop", daemon.stop(), 0)

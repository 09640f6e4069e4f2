# SPDX-License-Identifier: EUPL-1.2
"""kill -9 between two answers: what was answered with 202 is there, once; and what was not, by a retry."""
import json
import pathlib
import random
import threading
import time

from daemon import Daemon, counters, fallen, free_port, unaccounted
from hook import Poster
from jono import LINES, expect, replay, scratch, write
from traffic import traffic

KILLS = 8
CALLS = 2500
BEGIN = int(time.time() * 1000) - 4 * 3600 * 1000


def killer(daemon: Daemon, after: float) -> threading.Thread:
    timer = threading.Timer(after, daemon.process.kill)
    timer.start()
    return timer


def post(poster: Poster, batch: str) -> bool:
    status, _, said = poster.post("hook", batch, {"Content-Type": "application/x-ndjson"})
    assert status in (0, 202, 503), (status, said)
    return status == 202


def expect_taken(taken: bool) -> None:
    assert taken, daemon.log.read_text()


with scratch() as name:
    where = pathlib.Path(name)
    http = free_port()
    settings = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{hook: {{type: webhook, rate: 10000}}}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    events = traffic("hook", CALLS, 7, BEGIN, ["aspa", "vaihde"])
    rng = random.Random(11)
    batches, rest = [], list(events)
    while rest:
        size = rng.choice([1, 1, 2, 5])
        batches.append("\n".join(rest[:size]) + "\n")
        rest = rest[size:]
    daemon = Daemon(settings, http)
    poster = Poster(where / "data/control.sock")
    answered = cut = 0
    falls: dict = {}
    last: dict = {}
    for _ in range(KILLS):
        daemon.start()
        falls |= fallen(last, counters(daemon.metrics()))
        timer = killer(daemon, rng.uniform(0.05, 0.4))
        # Until one has no answer: the same once more, when the daemon is back.
        while answered < len(batches) and post(poster, batches[answered]):
            answered += 1
        cut += answered < len(batches)
        timer.join()
        daemon.process.wait()
        daemon.start()
        last = counters(daemon.metrics())
        daemon.kill()
    expect(f"{KILLS} kills, each while something was posted, {answered} of {len(batches)} answered by then", cut, KILLS)
    daemon.start()
    for batch in batches[answered:]:
        expect_taken(post(poster, batch))
    expect("no counter fell over the kills", falls, {})
    expect("all that came is applied, known or refused", unaccounted(daemon.metrics()), {})
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    _, text = daemon.get("/api/v1/hours?format=ndjson")
    kept = write(where, "sent.ndjson", "\n".join(events) + "\n")
    plain = write(where, "plain.yaml", f"{LINES}sources: {{hook: {{type: feed}}}}\n")
    wanted = replay(plain, [kept], "--source", "hook", "--until", now)
    moving = ("queue_ms", "coverage")
    strip = lambda rows: [{k: v for k, v in row.items() if k not in moving} for row in rows]
    expect("the rows are those of a replay of the same events", strip(map(json.loads, text.splitlines())), strip(wanted))
    expect("an orderly stop", daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""A publisher whose messages get lost: every hole is found by the next heartbeat, and filled where
the publisher replays; else it is recorded, and coverage says so."""
import json
import pathlib
import time

from daemon import Daemon, free_port
from jono import LINES, expect, replay, scratch, write
from publisher import Publisher

BEGIN = int(time.time() * 1000) - 2 * 3600 * 1000


def config(where: pathlib.Path, name: str, port: int, replay_port: int, http: int) -> pathlib.Path:
    more = f', replay: "tcp://127.0.0.1:{replay_port}"' if replay_port else ""
    return write(where, f"{name}.yaml", f"""{LINES}data_dir: {where}/{name}
sources:
  bus: {{type: subscribe, publisher: "tcp://127.0.0.1:{port}", topics: [aspa]{more}}}
http: {{listen: "127.0.0.1:{http}", socket: {where}/{name}.sock}}
""")


def some_calls(publisher: Publisher, first: int, lost: range) -> None:
    """Ten calls of a minute each; the messages in `lost` go nowhere."""
    for i in range(first, first + 10):
        for kind, after in (("call.queued", 0), ("call.answered", 60_000)):
            number = len(publisher.kept) + 1
            publisher.call(kind, f"c{i}", BEGIN + i * 120_000 + after, number not in lost)


UP, GAPS = 'jonovahti_source_up{source="bus"}', 'jonovahti_source_gaps_total{source="bus"}'
OFFERED = 'jonovahti_calls_offered_total{line="aspa"}'


def rows(daemon: Daemon) -> list[dict]:
    status, text = daemon.get("/api/v1/hours?line=aspa&format=ndjson")
    assert status == 200, text
    return [json.loads(line) for line in text.splitlines()]


def least_coverage(daemon: Daemon) -> float:
    return min(row["coverage"] for row in rows(daemon))


with scratch() as name:
    where = pathlib.Path(name)
    port, replay_port, http = free_port(), free_port(), free_port()
    publisher = Publisher(port, replay_port)
    settings = config(where, "filled", port, replay_port, http)
    daemon = Daemon(settings, http)
    daemon.start()
    publisher.wait_for_subscriber()
    some_calls(publisher, 0, range(5, 8))
    expect("a hole is filled", daemon.metric_becomes(OFFERED, 10), 10.0)
    expect("and is a hole no more", least_coverage(daemon), 1.0)
    some_calls(publisher, 10, range(39, 41))
    expect("a tail that is lost", daemon.metric_becomes(OFFERED, 19), 19.0)
    publisher.heartbeat()
    expect("shows at the next heartbeat, and is filled", daemon.metric_becomes(OFFERED, 20), 20.0)
    expect("by asking for it", [(a["source"], a["from"], a["to"]) for a in publisher.asked],
           [("bus", 5, 7), ("bus", 39, 40)])
    expect("all is well", daemon.metric_becomes(UP, 1), 1.0)
    daemon.kill()
    some_calls(publisher, 20, range(0))
    daemon.start()
    publisher.wait_for_subscriber()
    some_calls(publisher, 30, range(0))
    expect("what was published while the daemon was dead is asked for",
           daemon.metric_becomes(OFFERED, 40), 40.0)
    expect("and it is known to be whole", daemon.metric_becomes(UP, 1), 1.0)
    publisher.close()
    expect("a publisher that went is not connected", daemon.metric_becomes(UP, 0), 0.0)
    got = rows(daemon)
    recorded = write(where, "published.ndjson", "\n".join(publisher.kept) + "\n")
    wanted = [r for r in replay(settings, [recorded], "--source", "bus", "--until",
                                time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))]
    strip = lambda rows: [{k: v for k, v in r.items() if k != "coverage"} for r in rows]
    expect("the rows are those of all that was published", strip(got), strip(wanted))
    expect("an orderly stop", daemon.stop(), 0)

    port = free_port()
    publisher = Publisher(port)
    daemon = Daemon(config(where, "recorded", port, 0, http), http)
    daemon.start()
    publisher.wait_for_subscriber()
    some_calls(publisher, 0, range(6, 16))
    expect("without replay a hole stays", daemon.metric_becomes(GAPS, 1), 1.0)
    expect("and figures go on", daemon.metric_becomes(UP, 1), 1.0)
    expect("the hour says what share of it is known", 0 < least_coverage(daemon) < 1, True)
    publisher.call("call.queued", "tail", BEGIN + 3_000_000, sent=False)
    publisher.heartbeat()
    expect("a lost tail makes what is now unknown", daemon.metric_becomes(UP, 0), 0.0)
    publisher.call("call.answered", "tail", BEGIN + 3_060_000)
    expect("until something follows it", daemon.metric_becomes(UP, 1), 1.0)
    expect("and it is a hole", daemon.metric_becomes(GAPS, 2), 2.0)
    expect("an orderly stop", daemon.stop(), 0)
    publisher.close()

# SPDX-License-Identifier: EUPL-1.2
"""A bridge of a publisher and a simulator: the daemon is killed, the bridge is killed, and all that
was published counts once; what a publisher cannot say again is a gap at the daemon."""
import json
import pathlib
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, replay, scratch, write
from publisher import Publisher

BEGIN = int(time.time() * 1000) - 2 * 3600 * 1000
OFFERED = 'jonovahti_calls_offered_total{line="aspa"}'
BUS_GAPS, BUS_UP = 'jonovahti_source_gaps_total{source="bus"}', 'jonovahti_source_up{source="bus"}'


def publish(publisher: Publisher, count: int, lost: range = range(0)) -> None:
    """So many more calls of a minute each; the messages in `lost` go nowhere."""
    first = len(publisher.kept) // 2
    for i in range(first, first + count):
        for kind, after in (("call.queued", 0), ("call.answered", 60_000)):
            number = len(publisher.kept) + 1
            publisher.call(kind, f"c{i}", BEGIN + i * 60_000 + after, number not in lost)


def simulated_calls_come(daemon: Daemon, seconds: float = 20) -> bool:
    """Within that time: after a kill the bridge's two senders come back each in its own time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if any(value > 0 for key, value in daemon.metrics().items()
               if key.startswith("jonovahti_source_events_total") and 'source="sim"' in key):
            return True
        time.sleep(0.05)
    return False


with scratch() as name:
    where = pathlib.Path(name)
    http, feed, port, replay_port = (free_port() for _ in range(4))
    daemon = Daemon(write(where, "daemon.yaml", f"""{LINES}data_dir: {where}/data
sources: {{bus: {{type: feed}}, sim: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
"""), http)

    def settings(more: str) -> pathlib.Path:
        return write(where, "bridge.yaml", f"""{LINES}data_dir: {where}/unused
sources:
  bus: {{type: subscribe, publisher: "tcp://127.0.0.1:{port}", topics: [aspa]{more}}}
  sim: {{type: simulator, turned: true, lines: [vaihde], calls: {{vaihde: 900000}}}}
bridge: {{to: [{{endpoint: "tcp://127.0.0.1:{feed}"}}], outbox: {where}/outbox}}
""")

    def start(config: pathlib.Path) -> subprocess.Popen:
        with (where / "bridge.log").open("ab") as log:
            return subprocess.Popen([PROGRAM, "bridge", "--config", config], stderr=log)

    whole = settings(f', replay: "tcp://127.0.0.1:{replay_port}"')
    publisher = Publisher(port, replay_port)
    daemon.start()
    bridge = start(whole)
    try:
        publisher.wait_for_subscriber()
        publish(publisher, 10, range(5, 8))
        expect("a hole is filled on the way", daemon.metric_becomes(OFFERED, 10), 10.0)
        daemon.kill()
        publish(publisher, 10)
        daemon.start()
        expect("what was said while the daemon was dead", daemon.metric_becomes(OFFERED, 20, 20), 20.0)
        bridge.kill()
        bridge.wait()
        publish(publisher, 10)
        bridge = start(whole)
        publisher.wait_for_subscriber()
        publish(publisher, 10)
        expect("and while the bridge was", daemon.metric_becomes(OFFERED, 40, 20), 40.0)
        expect("without a gap", daemon.metrics()[BUS_GAPS], 0.0)
        expect("the source is there", daemon.metric_becomes(BUS_UP, 1), 1.0)
        expect("simulated calls come too", simulated_calls_come(daemon), True)

        bridge.terminate()
        expect("an orderly end", bridge.wait(20), 0)
        publish(publisher, 5)
        bare = settings("")
        bridge = start(bare)
        publisher.wait_for_subscriber()
        publish(publisher, 5)
        expect("nobody says again what was said meanwhile", daemon.metric_becomes(OFFERED, 45), 45.0)
        expect("that is a gap at the daemon", daemon.metric_becomes(BUS_GAPS, 1), 1.0)
        publish(publisher, 10, range(105, 109))
        expect("so is a hole", daemon.metric_becomes(BUS_GAPS, 2), 2.0)
        bridge.terminate()
        expect("an orderly end", bridge.wait(20), 0)
    except BaseException:
        print((where / "bridge.log").read_text()[-3000:])
        raise
    finally:
        bridge.kill()
        bridge.wait()
    publisher.close()
    heard = [line for n, line in enumerate(publisher.kept, 1) if not 81 <= n <= 90 and n not in range(105, 109)]
    said = write(where, "published.ndjson", "\n".join(heard) + "\n")
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    strip = lambda rows: [{k: v for k, v in row.items() if k not in ("coverage", "queue_ms")}
                          for row in rows]
    text = daemon.get("/api/v1/hours?line=aspa&format=ndjson")[1]
    expect("the rows are those of what was heard", strip(map(json.loads, text.splitlines())),
           [row for row in strip(replay(whole, [said], "--source", "bus", "--until", now))
            if row["line"] == "aspa"])
    expect("the daemon stops", daemon.stop(), 0)

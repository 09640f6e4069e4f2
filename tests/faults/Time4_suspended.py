# SPDX-License-Identifier: EUPL-1.2
"""The machine sleeps for an hour: when it wakes, the hour is known to be unknown where nobody can tell
what happened in it, and whole where the source can."""
from faults import *
import zmq

need("faketime")
LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
HOUR = 3_600_000

with scratch() as name:
    where = pathlib.Path(name)
    site = Site(where, calls=20, more="defaults: {opening: [{from: 2022-01-01, weekly: "
                                       '{mon-sun: ["00:00-24:00"]}}]}\n')
    bus = free_port()
    text = site.config.read_text().replace(
        "sources: {", f'sources: {{bus: {{type: subscribe, publisher: "tcp://127.0.0.1:{bus}", '
        "lines: [vaihde], silent_after: 1m}, ").replace("s1: {type: feed}",
                                                        "s1: {type: feed, lines: [aspa]}")
    site.config.write_text(text)
    stamp = write(where, "clock", "+0\n")
    site.daemon.environment = {"LD_PRELOAD": LIBRARY, "FAKETIME_TIMESTAMP_FILE": str(stamp),
                               "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    now = int(time.time() * 1000)
    # Always open, so that silence counts.
    sender = site.senders[0]
    event = lambda at, line: json.dumps({"v": 1, "type": "call.queued", "at": at, "line": line,
                                         "call": f"{line}{at}"})
    sender.events = [event(now - 2 * HOUR, "aspa"), event(now, "aspa")]
    sender.made = 2
    publisher = zmq.Context().socket(zmq.XPUB)
    publisher.setsockopt(zmq.LINGER, 0)
    publisher.bind(f"tcp://127.0.0.1:{bus}")
    site.daemon.start()
    assert publisher.poll(10_000)
    publisher.recv()
    publisher.send_multipart([b"v", event(now - 2 * HOUR, "vaihde").encode()])
    publisher.send_multipart([b"v", event(now, "vaihde").encode()])
    site.load(2)
    up = 'jonovahti_source_up{source="bus"}'
    expect("both are connected", (site.daemon.metric_becomes(up, 1), site.acked), (1.0, 2))
    site.daemon.process.send_signal(signal.SIGSTOP)
    sender.socket.close(0)
    sender.socket = None
    stamp.write_text("+3600\n")
    site.daemon.process.send_signal(signal.SIGCONT)
    sender.events.append(event(now + HOUR, "aspa"))
    sender.made = 3
    end = time.monotonic() + 10
    while sender.acked < 3 and time.monotonic() < end:
        sender.step()
    expect("awake, it takes what came meanwhile", sender.acked, 3)
    publisher.send_multipart([b"v", event(now + HOUR, "vaihde").encode()])
    expect("and hears the publisher", site.daemon.metric_becomes(up, 1, 10), 1.0)
    end = time.monotonic() + 1
    while time.monotonic() < end:
        sender.step()
    covered = {}
    for line in ("aspa", "vaihde"):
        rows = [json.loads(r) for r in
                site.daemon.get(f"/api/v1/hours?line={line}&format=ndjson")[1].splitlines()]
        covered[line] = min(row["coverage"] for row in rows)
    expect(f"the hour is whole for the feed, which tells ({covered['aspa']:.3f})",
           covered["aspa"], 1.0)
    expect(f"and unknown for the publisher, which does not ({covered['vaihde']:.3f})",
           covered["vaihde"] < 0.9, True)
    expect("an orderly stop", site.daemon.stop(), 0)

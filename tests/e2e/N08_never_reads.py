# SPDX-License-Identifier: EUPL-1.2
"""A peer that talks and never reads: what is for it is dropped, memory stays bounded, and others are
answered as before."""
import json
import pathlib
import time

import zmq

import jono
from daemon import Daemon, free_port

PINGS = 200_000


def rss_mib(pid: int) -> float:
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) / 1024


def connect(endpoint: str, source: str) -> zmq.Socket:
    s = zmq.Context.instance().socket(zmq.DEALER)
    s.setsockopt(zmq.LINGER, 0)
    s.setsockopt(zmq.RCVHWM, 1)
    s.setsockopt(zmq.RCVBUF, 4096)
    s.connect(endpoint)
    hello = {"source": source, "epoch": "e1", "tail": 1, "process": source}
    s.send_multipart([b"HELLO", b"0", json.dumps(hello).encode()])
    return s


with jono.scratch() as name:
    folder = pathlib.Path(name)
    http, feed = free_port(), free_port()
    config = jono.write(folder, "jonovahti.yaml", jono.LINES + f"""data_dir: {folder}/data
sources: {{deaf: {{type: feed}}, ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    endpoint = f"tcp://127.0.0.1:{feed}"
    daemon = Daemon(config, http)
    daemon.start()
    deaf = connect(endpoint, "deaf")
    up = 'jonovahti_source_up{source="deaf"}'
    jono.expect("the deaf one is connected", daemon.metric_becomes(up, 1), 1)
    before = rss_mib(daemon.process.pid)
    for _ in range(PINGS):
        deaf.send_multipart([b"PING", b"0", b""])
    begin = time.monotonic()
    other = connect(endpoint, "ace")
    assert other.poll(5000), "no answer in 5 s"
    jono.expect("another is welcomed", other.recv_multipart()[0], b"WELCOME")
    jono.expect("within a second", time.monotonic() - begin < 1, True)
    grown = rss_mib(daemon.process.pid) - before
    print(f"memory: {before:.0f} MiB, grown by {grown:.0f} MiB")
    jono.expect("memory grows by less than 16 MiB", grown < 16, True)
    deaf.close(0)
    jono.expect("the deaf one is gone", daemon.metric_becomes(up, 0, 10), 0)
    jono.expect("ends in order", daemon.stop(), 0)

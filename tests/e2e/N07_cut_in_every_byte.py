# SPDX-License-Identifier: EUPL-1.2
"""A connection that ends within a message: nothing of that message is ever applied."""
import json
import socket

import jono
from daemon import Daemon, free_port

EVENT = {"v": 1, "type": "call.queued", "at": 1795316390000, "line": "aspa", "call": "c1"}


def frame(body: bytes, more: bool = False) -> bytes:
    return bytes([int(more), len(body)]) + body


def message(*frames: bytes) -> bytes:
    return b"".join(frame(f, more=i + 1 < len(frames)) for i, f in enumerate(frames))


def parts(process: str) -> list[tuple[bytes, bytes]]:
    """What a DEALER without keys says (ZMTP 3.1): its greeting, READY, HELLO and one event; and
    after each, what it waits for."""
    greeting = b"\xff" + bytes(8) + b"\x7f" + b"\x03\x01" + b"NULL".ljust(20, b"\0") + bytes(32)
    ready = b"\x05READY" + b"\x0bSocket-Type" + (6).to_bytes(4, "big") + b"DEALER"
    hello = {"source": "ace", "epoch": "e1", "tail": 1, "process": process}
    return [(greeting, b"NULL"), (b"\x04" + bytes([len(ready)]) + ready, b"READY"),
            (message(b"HELLO", b"1", json.dumps(hello).encode()), b"WELCOME"),
            (message(b"EVENTS", b"1", json.dumps(EVENT).encode()), b"ACK")]


def send(port: int, length: int) -> None:
    """The first bytes of it, and then no more."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as s:
        for said, answer in parts("p1"):
            s.sendall(said[:length])
            length -= len(said)
            if length < 0:
                return
            while answer not in heard:
                got = s.recv(4096)
                assert got, heard
                heard += got


with jono.scratch() as name:
    folder = jono.pathlib.Path(name)
    http, feed = free_port(), free_port()
    config = jono.write(folder, "jonovahti.yaml", jono.LINES + f"""data_dir: {folder}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    daemon = Daemon(config, http)
    daemon.start()
    whole = sum(len(said) for said, _ in parts("p1"))
    for cut in range(whole):
        send(feed, cut)
    applied = 'jonovahti_source_events_total{source="ace",type="call.queued"}'
    repeated = 'jonovahti_source_duplicates_total{source="ace"}'
    metrics = daemon.metrics()
    jono.expect(f"{whole} cuts apply nothing", (metrics[applied], metrics[repeated]), (0, 0))
    send(feed, whole)
    jono.expect("the whole is applied", daemon.metric_becomes(applied, 1), 1)
    jono.expect("once", daemon.metrics()[repeated], 0)
    jono.expect("ends in order", daemon.stop(), 0)

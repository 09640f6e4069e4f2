# SPDX-License-Identifier: EUPL-1.2
"""A publisher that exists already: says each event once, keeps it, and replays it where asked."""
import json
import threading
import time

import zmq


class Publisher:
    """Publishes what it is told to, keeps it, and replays it on demand."""

    def __init__(self, port: int, replay_port: int = 0):
        self.context = zmq.Context()
        self.pub = self.context.socket(zmq.XPUB)  # hears of who subscribes
        self.pub.setsockopt(zmq.LINGER, 0)
        self.pub.bind(f"tcp://127.0.0.1:{port}")
        self.kept: list[str] = []
        self.asked: list[dict] = []
        self.stopping = False
        self.thread = None
        if replay_port:
            self.rep = self.context.socket(zmq.REP)
            self.rep.setsockopt(zmq.LINGER, 0)
            self.rep.bind(f"tcp://127.0.0.1:{replay_port}")
            self.thread = threading.Thread(target=self._replay, daemon=True)
            self.thread.start()

    def _replay(self) -> None:
        while not self.stopping:
            if self.rep.poll(50):
                asked = json.loads(self.rep.recv())
                self.asked.append(asked)
                lines = self.kept[asked["from"] - 1:asked["to"]]
                self.rep.send("\n".join(lines).encode())
        self.rep.close()

    def wait_for_subscriber(self) -> None:
        while True:  # one that goes says so, too
            assert self.pub.poll(10_000), "nobody subscribes"
            if self.pub.recv()[:1] == b"\x01":
                return

    def call(self, kind: str, call: str, at: int, sent: bool = True) -> None:
        event = {"v": 1, "seq": len(self.kept) + 1, "type": kind, "line": "aspa", "call": call,
                 "at": at}
        self.kept.append(json.dumps(event))
        if sent:
            self.pub.send_multipart([b"aspa", self.kept[-1].encode()])

    def heartbeat(self) -> None:
        event = {"v": 1, "seq": len(self.kept), "type": "source.heartbeat",
                 "at": int(time.time() * 1000)}
        self.pub.send_multipart([b"aspa", json.dumps(event).encode()])

    def close(self) -> None:
        self.stopping = True
        if self.thread:
            self.thread.join()
        self.pub.close()
        self.context.term()

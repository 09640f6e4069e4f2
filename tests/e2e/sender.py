# SPDX-License-Identifier: EUPL-1.2
"""A feed source that keeps all it has sent: what a bridge with an outbox does."""
import json
import time
import uuid

import zmq


class Sender:
    def __init__(self, endpoint: str, source: str, epoch: str, events: list[str]):
        self.endpoint, self.source, self.epoch = endpoint, source, epoch
        self.events = events  # the outbox: number n is events[n - 1]
        self.limit: int | None = None  # how many of them have happened by now; None: all
        self.process = str(uuid.uuid4())
        self.context = zmq.Context()
        self.socket = None
        self.acked = 0
        self.next = 1
        self.credit = 0
        self.heard = 0.0
        self.patience = 1.0  # seconds of silence until it connects again
        self.greeted = False
        self.pinged = 0.0

    @property
    def made(self) -> int:
        return len(self.events) if self.limit is None else self.limit

    @made.setter
    def made(self, count: int) -> None:
        self.limit = count

    def connect(self) -> None:
        if self.socket is not None:
            self.socket.close(0)
        self.socket = self.context.socket(zmq.DEALER)
        self.socket.setsockopt(zmq.IMMEDIATE, 1)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.setsockopt(zmq.SNDTIMEO, 100)
        self.socket.connect(self.endpoint)
        self.credit = 0
        self.greeted = False
        self.heard = time.monotonic()

    def _send(self, kind: bytes, number: int, body: bytes = b"") -> bool:
        try:
            self.socket.send_multipart([kind, str(number).encode(), body])
            return True
        except zmq.Again:
            return False

    def _hear(self, timeout_ms: int) -> None:
        while self.socket.poll(timeout_ms):
            kind, number, body = self.socket.recv_multipart()
            self.heard = time.monotonic()
            timeout_ms = 0
            if kind == b"NACK":
                if json.loads(body)["reason"] == "gap":
                    self.next = int(number)
                else:
                    self.credit = 0  # connects again after a while
                continue
            if kind == b"WELCOME":
                self.next = int(number) + 1
            self.acked = max(self.acked, int(number))
            self.credit = json.loads(body)["credit"]

    def _greet(self) -> None:
        """Says HELLO, once the connection stands: a bad line takes seconds for that."""
        hello = {"source": self.source, "epoch": self.epoch, "tail": 1, "process": self.process}
        self.greeted = self._send(b"HELLO", self.made, json.dumps(hello).encode())

    def _ping(self) -> None:
        """Now and then: one at each step is more than a slow line carries."""
        if not self.greeted or time.monotonic() - self.pinged < 0.2:
            return
        self.pinged = time.monotonic()
        self._send(b"PING", self.made)

    def step(self, batch: int = 64, wait_ms: int = 20) -> None:
        """Sends a little, hears a little, and connects again after a while of silence."""
        if self.socket is None or time.monotonic() - self.heard > self.patience:
            self.connect()
        if not self.greeted:
            self._greet()
        for _ in range(20):
            room = self.acked + self.credit - self.next + 1
            count = min(batch, room, self.made - self.next + 1)
            if count <= 0:
                break
            body = "\n".join(self.events[self.next - 1:self.next - 1 + count]).encode()
            if not self._send(b"EVENTS", self.next, body):
                break
            self.next += count
        self._ping()
        self._hear(wait_ms)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close(0)
        self.context.term()

    def deliver(self, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while self.acked < len(self.events):
            assert time.monotonic() < end, f"only {self.acked} of {len(self.events)} acknowledged"
            self.step()

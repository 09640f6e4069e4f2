# SPDX-License-Identifier: EUPL-1.2
"""A phone system that is there all the time: a feed source on a thread, told what to say."""
import json
import threading
import time
import uuid

from sender import Sender


class Phone:
    def __init__(self, endpoint: str, source: str = "ace"):
        self.sender = Sender(endpoint, source, str(uuid.uuid4()), [])
        self.lock = threading.Lock()
        self.calls = 0
        self.cut = False      # says nothing and hears nothing while it is
        self.running = True
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while self.running:
            if self.cut:
                if self.sender.socket is not None:
                    self.sender.socket.close(0)
                    self.sender.socket = None
                time.sleep(0.02)
                continue
            with self.lock:
                self.sender.step()
            time.sleep(0.01)

    def say(self, *events: dict) -> None:
        """Each gets `v`, and `at` where it has none."""
        now = int(time.time() * 1000)
        lines = [json.dumps({"v": 1, "at": now, **event}) for event in events]
        with self.lock:
            self.sender.events += lines

    def queue(self, line: str, calls: int) -> list[str]:
        ids = [f"p{self.calls + i}" for i in range(calls)]
        self.calls += calls
        self.say(*({"type": "call.queued", "line": line, "call": one} for one in ids))
        return ids

    def answer(self, line: str, ids: list[str]) -> None:
        self.say(*({"type": "call.answered", "line": line, "call": one} for one in ids))

    def heard(self) -> bool:
        return self.sender.acked >= len(self.sender.events)

    def stop(self) -> None:
        self.running = False
        self.thread.join()
        if self.sender.socket is not None:
            self.sender.socket.close(0)

# SPDX-License-Identifier: EUPL-1.2
"""The daemon as a process of a test: started on free ports, asked over HTTP, killed or stopped."""
import atexit
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from jono import PROGRAM


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Daemon:
    def __init__(self, config: pathlib.Path, http_port: int):
        self.config = config
        self.url = f"http://127.0.0.1:{http_port}"
        self.log = config.parent / "daemon.log"
        self.process = None
        self.environment: dict[str, str] = {}
        self.under: list = []  # a command that runs it, and becomes it
        atexit.register(self._leave_nothing)

    def _leave_nothing(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*self.under, PROGRAM, "serve", "--config", self.config],
                                            stdout=log, stderr=log,
                                            env={**os.environ, **self.environment})

    def start(self, seconds: float = 60) -> None:
        self.launch()
        end = time.monotonic() + seconds
        while self.get("/readyz")[0] != 200:
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, "not ready in time"
            time.sleep(0.02)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode()
        except OSError:
            return 0, ""

    def metrics(self) -> dict[str, float]:
        status, text = self.get("/metrics")
        assert status == 200, (status, text)
        return {m[1]: float(m[2]) for m in re.finditer(r"^([^#\s]+(?:{[^}]*})?) (\S+)$", text, re.M)}

    def metric_becomes(self, name: str, wanted: float, seconds: float = 5) -> float:
        """The metric, once it is what is wanted or the time is over: snapshots come 5 a second."""
        end = time.monotonic() + seconds
        while True:
            value = self.metrics().get(name)
            if value == wanted or time.monotonic() > end:
                return value
            time.sleep(0.05)

    def metric_reaches(self, name: str, least: float, seconds: float = 5) -> bool:
        """Whether it comes to that much within the time."""
        end = time.monotonic() + seconds
        while self.metrics().get(name, 0) < least:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def counters(metrics: dict[str, float]) -> dict[str, float]:
    """What must never fall, over restarts too. The process's own CPU time does begin anew."""
    return {k: v for k, v in metrics.items()
            if re.match(r"[^{]+(_total|_bucket|_sum|_count)(\{|$)", k)
            and not k.startswith("process_")}


def unaccounted(metrics: dict[str, float]) -> dict[str, float]:
    """By source, what was received and is neither applied nor known already nor refused: nothing."""
    out: dict[str, float] = {}
    signs = {"received": 1, "events": -1, "duplicates": -1, "rejected": -1}
    for name, value in metrics.items():
        found = re.match(r'jonovahti_source_(\w+?)_total\{(?:.*,)?source="([^"]*)"', name)
        if found and found[1] in signs:
            out[found[2]] = out.get(found[2], 0) + signs[found[1]] * value
    return {source: rest for source, rest in out.items() if rest != 0}


def fallen(before: dict[str, float], after: dict[str, float]) -> dict[str, tuple]:
    return {k: (v, after.get(k)) for k, v in before.items() if after.get(k, -1) < v}

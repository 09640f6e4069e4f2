# SPDX-License-Identifier: EUPL-1.2
"""A daemon with alert rules, and the phone system that it hears: what the tests of alerts share."""
import json
import pathlib
import subprocess
import time

from daemon import Daemon, free_port
from jono import PROGRAM, write
from phone import Phone
from receivers import until

OPEN = 'defaults: {opening: [{from: 2022-01-01, weekly: {mon-sun: ["00:00-24:00"]}}]}\n'
LONG = """  - {alert: QueueLong, lines: [aspa], when: queue_length > 3, clear: queue_length < 2, for: 0s, keep: 0s,
     severity: page, text: {fi: "{{line}}: jonossa {{value}}"}, runbook: "https://example.invalid/r"}
"""


class Watched:
    """One daemon in a folder of its own, with its phone system."""

    def __init__(self, folder: pathlib.Path, notify: str, rules: str = LONG, hold: str = "1s",
                 silent_after: str = "2s", lines: str = "{aspa: {}, vaihde: {}}"):
        folder.mkdir(exist_ok=True)
        self.http, self.feed = free_port(), free_port()
        self.config = write(folder, "config.yaml", f"""timezone: Europe/Helsinki
{OPEN}lines: {lines}
data_dir: {folder}/data
sources: {{ace: {{type: feed, silent_after: {silent_after}}}}}
feed: {{listen: ["tcp://127.0.0.1:{self.feed}"]}}
http: {{listen: "127.0.0.1:{self.http}"}}
alerts:
 hold: {hold}
 rules:
{rules} notify:
{notify}""")
        self.daemon = Daemon(self.config, self.http)
        self.daemon.start()
        self.phone = Phone(f"tcp://127.0.0.1:{self.feed}")
        self.phone.say({"type": "source.heartbeat"})

    def crowd(self, calls: int = 5) -> list[str]:
        ids = self.phone.queue("aspa", calls)
        until("the calls are heard", self.phone.heard, 10)
        return ids

    def calm(self, ids: list[str]) -> None:
        self.phone.answer("aspa", ids)
        until("the answers are heard", self.phone.heard, 10)

    def restart(self) -> None:
        self.daemon.kill()
        self.daemon.start()

    def alerts(self, all_of_them: bool = False) -> dict:
        status, text = self.daemon.get("/api/v1/alerts" + ("?all=true" if all_of_them else ""))
        assert status == 200, (status, text)
        return json.loads(text)

    def state(self, alert: str = "QueueLong") -> str:
        return next(a["state"] for a in self.alerts(True)["alerts"] if a["alert"] == alert)

    def becomes(self, state: str, seconds: float = 15, alert: str = "QueueLong") -> float:
        """When the alert is in that state; fails when the time is over."""
        until(f"{alert} is {state}", lambda: self.state(alert) == state, seconds)
        return time.time()

    def notifications(self) -> list[dict]:
        status, text = self.daemon.get("/api/v1/notifications")
        assert status == 200, (status, text)
        return [json.loads(line) for line in text.splitlines()]

    def command(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, words[0], "--config", self.config, *words[1:]],
                              capture_output=True, text=True, check=False)

    def stop(self) -> None:
        self.phone.stop()
        self.daemon.stop()

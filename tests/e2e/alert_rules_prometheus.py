# SPDX-License-Identifier: EUPL-1.2
"""`jonovahti rules` against a real Prometheus: its alerts are the daemon's own, under the same labels,
so that one Alertmanager takes both for one; and its guards tell when the daemon is gone."""
import atexit
import json
import pathlib
import subprocess
import urllib.request

from alerting import LONG, Watched
from daemon import free_port
from jono import PROGRAM, ROOT, expect, scratch, write
from receivers import Alertmanager, Receiver, until

RULES = LONG + """  - {alert: Waiting, when: longest_wait_seconds > 2, for: 1s, severity: ticket, only: open}
  - {alert: Silent, when: source_silent_seconds > 1 * silent_after, for: 0s, keep: 1m, only: always}
"""


def rules_of(config: pathlib.Path, to: pathlib.Path) -> str:
    out = subprocess.run([PROGRAM, "rules", "--config", config], check=True, capture_output=True,
                         text=True).stdout
    to.write_text(out, encoding="utf-8")
    checked = subprocess.run(["promtool", "check", "rules", to], capture_output=True, text=True,
                             check=False)
    expect(f"promtool accepts the rules of {config.name}", (checked.returncode, checked.stderr),
           (0, ""))
    return out


class Prometheus:
    """The real one: scrapes the daemon and looks at the rules every second."""

    def __init__(self, folder: pathlib.Path, daemon_port: int, rules: pathlib.Path,
                 manager: Alertmanager):
        self.url = f"http://127.0.0.1:{free_port()}"
        config = write(folder, "prometheus.yaml", f"""
global: {{scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}}
rule_files: ['{rules}']
scrape_configs: [{{job_name: jonovahti, static_configs: [{{targets: ['127.0.0.1:{daemon_port}']}}]}}]
alerting: {{alertmanagers: [{{static_configs: [{{targets: ['127.0.0.1:{manager.port}']}}]}}]}}
""")
        with (folder / "prometheus.log").open("wb") as log:
            self.process = subprocess.Popen(
                ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder}/tsdb",
                 f"--web.listen-address={self.url[7:]}"], stdout=log, stderr=log)
        atexit.register(self.stop)

    def get(self, what: str) -> dict:
        with urllib.request.urlopen(f"{self.url}/api/v1/{what}", timeout=5) as answer:
            return json.load(answer)["data"]

    def has_scraped(self) -> bool:
        try:
            return bool(self.get("query?query=jonovahti_build_info")["result"])
        except OSError:
            return False  # not ready

    def alerts(self) -> set[tuple]:
        """The labels of each alert that fires."""
        return {tuple(sorted(a["labels"].items())) for a in self.get("alerts")["alerts"]
                if a["state"] == "firing"}

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


def labels_of(alert: dict) -> tuple:
    """What the daemon's own alert is called."""
    kind = next(k for k in ("line", "source") if k in alert)
    return tuple(sorted({"alertname": alert["alert"], kind: alert[kind],
                         "severity": alert["severity"]}.items()))


def names(alerts: set[tuple]) -> set[str]:
    return {dict(labels)["alertname"] for labels in alerts}


with scratch() as name:
    where = pathlib.Path(name)
    rules_of(ROOT / "deploy/jonovahti.yaml", where / "example.rules")
    manager = Alertmanager(where, Receiver())
    manager.start()
    watched = Watched(where / "d", f"  - {{type: alertmanager, urls: ['{manager.url}']}}\n", RULES)
    rules = where / "own.rules"
    text = rules_of(watched.config, rules)
    # Every second instead of every 15, and guards that do not wait for a minute.
    rules.write_text(text.replace("interval: 15s", "interval: 1s").replace("for: 1m", "for: 3s"),
                     encoding="utf-8")
    prometheus = Prometheus(where, watched.http, rules, manager)
    until("Prometheus has scraped", prometheus.has_scraped, 30)
    until("nothing fires in Prometheus", lambda: not prometheus.alerts(), 10)

    def own() -> set[tuple]:
        return {labels_of(a) for a in watched.alerts()["alerts"] if a["state"] == "firing"}

    watched.crowd()
    until("both fire", lambda: names(prometheus.alerts()) == names(own()) == {"QueueLong", "Waiting"},
          20)
    expect("the same alerts with the same labels", prometheus.alerts(), own())
    watched.phone.cut = True
    until("the silent source fires in both",
          lambda: "Silent" in names(prometheus.alerts()) & names(own()), 20)
    mine = own()
    expect("the same alerts without data", prometheus.alerts(), mine)
    until("Alertmanager has all three", lambda: len(manager.alerts()) == 4, 10)
    got = json.loads(manager.get("/api/v2/alerts"))
    expect("and takes both for one", sorted(tuple(sorted(a["labels"].items())) for a in got),
           sorted([*mine, (("alertname", "Watchdog"), ("severity", "info"))]))

    watched.stop()
    until("the guards fire when the daemon is gone",
          lambda: {"JonovahtiAbsent", "JonovahtiDown"} <= names(prometheus.alerts()), 30)
    expect("and what fired goes on", mine <= prometheus.alerts(), True)
    prometheus.stop()

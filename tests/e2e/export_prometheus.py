# SPDX-License-Identifier: EUPL-1.2
"""`jonovahti export`: a new Prometheus has the past, the same as the hour rows."""
import atexit
import datetime
import json
import pathlib
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from daemon import Daemon, free_port
from jono import PROGRAM, expect, scratch, write
from receivers import until

DAYS = 4
FIRST = datetime.date.today() - datetime.timedelta(days=10)
LAST = FIRST + datetime.timedelta(days=DAYS - 1)


class Past:
    """A Prometheus that scrapes nothing."""

    def __init__(self, folder: pathlib.Path, blocks: pathlib.Path):
        self.url = f"http://127.0.0.1:{free_port()}"
        with (folder / "prometheus.log").open("wb") as log:
            self.process = subprocess.Popen(
                ["prometheus", f"--config.file={write(folder, 'prometheus.yaml', 'scrape_configs: []')}",
                 f"--storage.tsdb.path={blocks}", "--storage.tsdb.retention.time=10y",
                 f"--web.listen-address={self.url[7:]}"], stdout=log, stderr=log)
        atexit.register(self.process.kill)

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(self.url + "/-/ready", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def value(self, metric: str, line: str, at: float) -> float | None:
        query = urllib.parse.urlencode(
            {"query": f'jonovahti_hour_{metric}{{line="{line}",hour="previous"}}', "time": at})
        with urllib.request.urlopen(f"{self.url}/api/v1/query?{query}", timeout=5) as answer:
            found = json.load(answer)["data"]["result"]
        return float(found[0]["value"][1]) if found else None


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    settings = write(where, "config.yaml", f"""
lines: {{aspa: {{}}, vaihde: {{}}}}
data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    daemon = Daemon(settings, http)
    daemon.start()
    subprocess.run([PROGRAM, "simulate", "--config", settings, "--from", str(FIRST), "--days",
                    str(DAYS), "--to", f"tcp://127.0.0.1:{feed}"], check=True,
                   stderr=subprocess.DEVNULL)
    rows = json.loads(daemon.get("/api/v1/hours")[1])["rows"]
    command = [PROGRAM, "export", "--config", settings, "--openmetrics", f"{FIRST}..{LAST}", "--out"]
    subprocess.run([*command, where / "running.txt"], check=True)
    expect("an orderly stop", daemon.stop(), 0)
    subprocess.run([*command, where / "stopped.txt"], check=True)
    strip = lambda f: [l for l in (where / f).read_text().splitlines() if "coverage" not in l]
    expect("the same from the daemon and from its data", strip("running.txt"), strip("stopped.txt"))
    made = subprocess.run(["promtool", "tsdb", "create-blocks-from", "openmetrics",
                           where / "running.txt", where / "blocks"], capture_output=True, text=True,
                          check=False)
    expect("promtool takes it", (made.returncode, made.stderr), (0, ""))

    past = Past(where, where / "blocks")
    until("Prometheus is ready", past.ready, 30)
    checked = 0
    for each in rows:
        row = each["row"]
        end = datetime.datetime.fromisoformat(row["to"])
        if not FIRST <= datetime.datetime.fromisoformat(row["from"]).date() <= LAST:
            continue
        at = end.timestamp() + 59 * 60
        for metric, column, unit in (("offered", "offered", 1), ("queue_max", "queue_max", 1),
                                     ("wait_answered_seconds", "wait_answered_ms", 1000),
                                     ("wait_p90_seconds", "wait_p90_ms", 1000)):
            wanted = None if row[column] is None else row[column] / unit
            got = past.value(metric, each["line"], at)
            assert got == wanted, (each["line"], row["from"], metric, got, wanted)
            checked += 1
    expect(f"{checked} values of the past are those of the rows", checked > 500, True)
    past.process.kill()

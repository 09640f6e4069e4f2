# SPDX-License-Identifier: EUPL-1.2
"""A million simulated events through the feed while Prometheus scrapes: the rows are those of a
replay of the same events, byte for byte."""
import json
import pathlib
import subprocess
import time
import urllib.parse
import urllib.request

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, scratch, write

WANTED = 1_000_000
FROM, DAYS = "2026-01-05", 215
UNTIL = "2026-09-01T00:00:00Z"  # all of it is over by then


def prometheus(where: pathlib.Path, target: int, port: int) -> subprocess.Popen:
    config = write(where, "prometheus.yaml", f"""
global: {{scrape_interval: 1s}}
scrape_configs:
  - job_name: jonovahti
    static_configs: [{{targets: ["127.0.0.1:{target}"]}}]
""")
    return subprocess.Popen(["prometheus", f"--config.file={config}",
                             f"--storage.tsdb.path={where}/tsdb",
                             f"--web.listen-address=127.0.0.1:{port}"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def query(port: int, expression: str) -> list:
    url = f"http://127.0.0.1:{port}/api/v1/query?query={urllib.parse.quote(expression)}"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)["data"]["result"]


with scratch() as name:
    where = pathlib.Path(name)
    http, feed, prom = free_port(), free_port(), free_port()
    settings = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{sim: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    run = [PROGRAM, "simulate", "--config", settings, "--from", FROM, "--days", str(DAYS),
           "--seed", "5"]
    recorded = where / "events.ndjson"
    subprocess.run([*run, "--out", recorded], check=True)
    with recorded.open("rb") as file:
        count = sum(1 for _ in file)
    expect("a million events", count >= WANTED, True)

    daemon = Daemon(settings, http)
    daemon.start()
    scraper = prometheus(where, http, prom)
    try:
        begin = time.monotonic()
        subprocess.run([*run, "--to", f"tcp://127.0.0.1:{feed}"], check=True)
        took = time.monotonic() - begin
        print(f"{count} events acknowledged in {took:.1f} s")
        seen = daemon.metric_becomes('jonovahti_source_rejected_total{source="sim",reason="bad_at"}', 0)
        expect("none refused", seen, 0)
        end = time.monotonic() + 30
        while not (ups := query(prom, "count_over_time(up[5m])")) and time.monotonic() < end:
            time.sleep(0.2)
        expect("Prometheus scraped", bool(ups), True)
        expect("and never in vain", query(prom, "min_over_time(up[5m])")[0]["value"][1], "1")
    finally:
        scraper.terminate()
        scraper.wait()

    status, got = daemon.get(f"/api/v1/hours?format=ndjson&limit=100000&to={UNTIL}")
    hours = where / "hours.ndjson"
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    subprocess.run([PROGRAM, "replay", "--config", settings, "--source", "sim", "--until", now,
                    "--hours", hours, recorded], check=True, stderr=subprocess.DEVNULL)
    wanted = [line for line in hours.read_text(encoding="utf-8").splitlines()
              if json.loads(line)["hour"] < "2026-09-01T03"]  # UNTIL in the lines' own zone
    lines = got.splitlines()
    for i, (a, b) in enumerate(zip(lines, wanted)):
        if a != b:
            expect(f"row {i}", a, b)
    expect("rows, byte for byte", (status, len(lines)), (200, len(wanted)))
    expect("an orderly stop", daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""A simulated year at real volumes: reports in three languages, each within two seconds while
/metrics answers within 50 ms; their figures are sums of hour rows, over both DST nights and week 53."""
import datetime
import json
import multiprocessing
import multiprocessing.connection
import pathlib
import statistics
import subprocess
import time
import urllib.request
import zoneinfo

from daemon import Daemon, free_port
from jono import PROGRAM, expect, scratch, write

ZONE = zoneinfo.ZoneInfo("Europe/Helsinki")
FIRST, DAYS = "2020-07-06", 371
PERIODS = {  # first and last day
    "2020-W43": ("2020-10-19", "2020-10-25"),  # 25 October has 25 hours
    "2020-W53": ("2020-12-28", "2021-01-03"),
    "2021-W12": ("2021-03-22", "2021-03-28"),  # 28 March has 23
    "2021-W20": ("2021-05-17", "2021-05-23"),
    "2020-11": ("2020-11-01", "2020-11-30"),
    "2021-03": ("2021-03-01", "2021-03-31"),
    "2020-T3": ("2020-09-01", "2020-12-31"),
    "2021-T1": ("2021-01-01", "2021-04-30"),
    "2020-10-20..2021-03-29": ("2020-10-20", "2021-03-29"),
}
SUMS = ("offered", "answered", "abandoned", "redirected", "lost", "short_abandoned",
        "answered_in_target", "wait_answered_ms", "wait_abandoned_ms", "refused", "talk_ms",
        "callbacks_requested", "callbacks_attempted", "callbacks_reached", "callbacks_same_day",
        "callback_delay_ms", "callback_open_delay_ms", "queue_ms")
# Of a time that is over; `known` is offered less what waits still.
SHARES = {"answer_rate": ("answered", "known"), "service_level_offered": ("answered_in_target", "settled"), "wait_mean_answered_ms": ("wait_answered_ms", "answered"),
          "same_day_callbacks": ("callbacks_same_day", "callbacks_requested"),
          "callback_delay_mean_ms": ("callback_delay_ms", "callbacks_reached")}


def scrape(url: str, to: multiprocessing.connection.Connection) -> None:
    """Scrapes until something is said, and tells how long each took."""
    took = []
    while not to.poll(0.01):
        begin = time.monotonic()
        with urllib.request.urlopen(url, timeout=30) as answer:
            answer.read()
        took.append(time.monotonic() - begin)
    to.send(took)


def day_of(row: dict) -> str:
    return row["hour"][:10]


def inside(period: str) -> list[dict]:
    first, last = PERIODS[period]
    return [row for row in rows if first <= day_of(row) <= last]


def instant(row: dict) -> float:
    return datetime.datetime.fromisoformat(row["hour"]).timestamp()


def check_block(block: dict, hours: list[dict], where: tuple) -> None:
    """A row of the report against the hours that it is made of."""
    wanted = {c: sum(row[c] for row in hours) for c in SUMS}
    assert {c: block[c] for c in SUMS} == wanted, (where, wanted)
    wanted["known"] = wanted["offered"] - sum(row["waiting"] for row in hours)
    wanted["settled"] = wanted["known"] - wanted["short_abandoned"]
    for name, (part, whole) in SHARES.items():
        share = wanted[part] / wanted[whole] if wanted[whole] else None
        got = block[name]
        rounded = 0.5 if "_ms" in name else 0
        assert got is None if share is None else abs(got - share) <= 1e-9 + rounded, (where, name, got, share)
    longest = [row["longest_wait_ms"] for row in hours if row["longest_wait_ms"] is not None]
    assert block["longest_wait_ms"] == (max(longest) if longest else None), where


def check_sums(period: str, report: dict) -> int:
    """Every table of the report; returns how many rows were checked."""
    members = {s["id"]: set(s["lines"]) for s in report["subjects"]}
    checked = 0
    for part in ("period", "previous", "year_before", "days", "months"):
        for block in report.get(part, []):
            begin, end = (datetime.datetime.fromisoformat(block[k]).timestamp() for k in ("from", "to"))
            hours = [row for line in members[block["subject"]] for row in by_line[line]
                     if begin <= instant(row) < end]
            if block["offered"] is None:
                assert not hours, (period, part, block["subject"], block["from"])
                continue
            check_block(block, hours, (period, part, block["subject"], block["from"]))
            checked += 1
    whole = inside(period)
    for block in report["hours_of_day"] + report["weekday_hours"]:
        hours = [row for row in whole if row["line"] in members[block["subject"]]
                 and block["hour"] <= int(row["hour"][11:13]) < block["hour_end"]
                 and block.get("weekday") in (None, weekday(row))]
        if block["offered"] is not None:
            check_block(block, hours, (period, block["subject"], block.get("weekday"), block["hour"]))
            checked += 1
    return checked


def weekday(row: dict) -> int:
    return datetime.date.fromisoformat(row["hour"][:10]).isoweekday()


def once(pairs: list[tuple]) -> dict:
    assert len({k for k, _ in pairs}) == len(pairs), [k for k, _ in pairs]
    return dict(pairs)


def ask(period: str, form: str, language: str) -> tuple[float, str]:
    begin = time.monotonic()
    status, text = daemon.get(f"/api/v1/reports/{period}?format={form}&lang={language}")
    assert status == 200, (period, form, text[:300])
    return time.monotonic() - begin, text


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    settings = write(where, "config.yaml", f"""
data_dir: {where}/data
defaults: {{opening: [{{from: 2020-01-01, holidays: finland, weekly: {{mon-fri: ["08:00-16:00"]}}}}]}}
lines:
  aspa: {{group: puhelinpalvelu, name: {{fi: Asiakaspalvelukeskus, sv: Kundservicecentralen, en: Centre}}}}
  vaihde: {{wait_target: 1m}}
  sosiaalihuolto: {{group: puhelinpalvelu}}
  seniorilinja: {{group: puhelinpalvelu}}
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    daemon = Daemon(settings, http)
    daemon.start()
    begin = time.monotonic()
    subprocess.run([PROGRAM, "simulate", "--config", settings, "--from", FIRST, "--days", str(DAYS),
                    "--to", f"tcp://127.0.0.1:{feed}"], check=True, stderr=subprocess.DEVNULL)
    rows = []
    path = "/api/v1/hours?format=ndjson&limit=100000&to=2021-07-12T00:00:00%2B03:00"
    rows = [json.loads(line) for line in daemon.get(path)[1].splitlines()]
    print(f"a year in {time.monotonic() - begin:.0f} s: {sum(r['offered'] for r in rows)} calls, "
          f"{len(rows)} hour rows")
    by_line = {line: [row for row in rows if row["line"] == line] for line in {r["line"] for r in rows}}
    nights = {day: sum(r["line"] == "aspa" and day_of(r) == day for r in rows)
              for day in ("2020-10-25", "2021-03-28")}
    expect("the autumn day has 25 hours and the spring day 23", nights,
           {"2020-10-25": 25, "2021-03-28": 23})

    # In a process of its own: this one's work would count as waiting.
    here, there = multiprocessing.Pipe()
    watch = multiprocessing.Process(target=scrape, args=(daemon.url + "/metrics", there), daemon=True)
    watch.start()
    slowest, checked = {}, 0
    for period in PERIODS:
        checked += check_sums(period, json.loads(ask(period, "json", "en")[1], object_pairs_hook=once))
        for form in ("html", "csv", "json"):
            for language in ("fi", "sv", "en"):
                seconds, _ = ask(period, form, language)
                slowest[period] = max(slowest.get(period, 0), seconds)
    here.send("enough")
    took = sorted(here.recv())
    watch.join()
    expect(f"figures of {len(PERIODS)} periods are sums of hour rows ({checked} rows)", checked > 1000, True)
    for period, seconds in slowest.items():
        print(f"  {period}: at most {seconds:.2f} s")
    expect("each report within two seconds", [p for p, t in slowest.items() if t >= 2], [])
    late = took[int(len(took) * 0.99)]
    expect(f"99 of 100 scrapes within 50 ms meanwhile ({len(took)}: median "
           f"{statistics.median(took) * 1000:.1f} ms, 99 % {late * 1000:.1f} ms, longest {took[-1] * 1000:.1f} ms)", late < 0.05, True)
    expect("an orderly stop", daemon.stop(), 0)

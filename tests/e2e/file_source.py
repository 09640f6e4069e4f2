#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A folder of dropped files: taken whole or not at all, once, whatever their writing; a kill while
one is taken changes nothing; reported totals stand beside the rows."""
import datetime
import json
import time
import zoneinfo

from daemon import Daemon, free_port, unaccounted
from jono import FIXTURES, LINES, expect, scratch, write

MAPPING = """
    queues: {ASPA: aspa}
    mapping:
      - {type: call.queued, at: {column: Saapui, format: "%d.%m.%Y %H:%M:%S"}, line: {column: Jono}, call: {column: Tunnus}}
      - type: {column: Tulos, values: {Vastattu: call.answered, Luopui: call.abandoned, Siirretty: call.redirected}}
        at: {column: Saapui, format: "%d.%m.%Y %H:%M:%S", plus: {column: Jonotusaika}}
        line: {column: Jono}
        call: {column: Tunnus}
"""
TOTALS = """
    queues: {Väntkö: aspa}
    totals:
      line: {column: Jono}
      from: {column: Alku, format: "%d.%m.%Y %H:%M"}
      length: 1h
      figures: {offered: {column: Tulleet}, answered: {column: Vastatut}, wait_mean_answered_ms: {column: Keskiarvo}, answer_rate: {column: Prosentti}}
"""
LEVELS = """
    mapping: {type: backlog.level, at: {column: Hetki, format: "%d.%m.%Y %H:%M"}, line: {column: Jono}, open: {column: Avoinna}}
"""


def config(folder, port):
    return write(folder, "jonovahti.yaml", f"""data_dir: {folder / "data"}
http: {{listen: "127.0.0.1:{port}"}}
backlogs: {{sanelujono: {{}}}}
{LINES}sources:
  ace:
    type: file
    folder: {folder / "drop"}{MAPPING}  sums:
    type: file
    folder: {folder / "sums"}{TOTALS}  levels:
    type: file
    folder: {folder / "levels"}{LEVELS}""")


def drop(folder, name, raw):
    """As a careful writer does: under another name first."""
    part = folder / (name + ".part")
    part.write_bytes(raw)
    part.rename(folder / name)


def becomes(what, see, wanted, seconds=20):
    end = time.monotonic() + seconds
    while (got := see()) != wanted and time.monotonic() < end:
        time.sleep(0.03)
    expect(what, got, wanted)


def names(folder):
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def rows(daemon):
    return [(r["line"], r["row"]["from"], r["row"]["offered"], r["row"]["answered"], r["row"]["abandoned"],
             r["row"]["wait_answered_ms"]) for r in json.loads(daemon.get("/api/v1/hours")[1])["rows"]
            if r["row"]["offered"]]


def calls(count, hour=8):
    """A day of calls, every third abandoned, each answered after 90 seconds."""
    out = ["Tunnus;Jono;Saapui;Jonotusaika;Tulos"]
    for i in range(count):
        at = hour * 3600 + i * 7200 // count
        clock = f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}"
        out.append(f"{hour}-{i};ASPA;23.11.2026 {clock};0:01:30;{'Luopui' if i % 3 == 0 else 'Vastattu'}")
    return "\r\n".join(out) + "\r\n"


def main():
    with scratch() as name:
        import pathlib
        folder = pathlib.Path(name)
        dropped, sums = folder / "drop", folder / "sums"
        dropped.mkdir()
        sums.mkdir()
        levels = folder / "levels"
        levels.mkdir()
        port = free_port()
        daemon = Daemon(config(folder, port), port)
        drop(dropped, "before.csv", ("\ufeff" + calls(6)).encode("utf-8"))
        daemon.start()
        becomes("a file that lay there is taken", lambda: names(dropped / "done"), ["before.csv", "before.csv.report.txt"])
        first = [("aspa", "2026-11-23T08:00:00+02:00", 3, 2, 1, 180000), ("aspa", "2026-11-23T09:00:00+02:00", 3, 2, 1, 180000)]
        becomes("its calls are in the rows", lambda: rows(daemon), first)

        drop(dropped, "again.csv", ("\ufeff" + calls(6)).encode("utf-8"))
        becomes("the same content again is known", lambda: "was taken before" in
                "".join(p.read_text() for p in (dropped / "done").glob("again.csv.report.txt")), True)
        drop(dropped, "more.csv", calls(6).encode("utf-8"))  # other bytes, the same events
        becomes("and so are its events", lambda: names(dropped / "done")[-2:], ["more.csv", "more.csv.report.txt"])
        expect("nothing changed", rows(daemon), first)

        bad = calls(6, 12).replace("0:01:30", "0:26:79", 4).replace("0:26:79", "0:01:30", 3)
        drop(dropped, "bad.csv", bad.encode())
        becomes("a faulty file goes to failed", lambda: names(dropped / "failed"), ["bad.csv", "bad.csv.report.txt"])
        report = (dropped / "failed/bad.csv.report.txt").read_text()
        expect("its report names line, column and fault",
               [line for line in report.splitlines() if line.startswith("line ")],
               ['line 5, column 4 (Jonotusaika): "0:26:79": neither a duration h:mm:ss nor a number'])
        expect("nothing of it counts", rows(daemon), first)

        (dropped / ".hidden.csv").write_text("x")
        (dropped / "half.csv.part").write_text("x")
        open_file = (dropped / "growing.csv").open("w")
        open_file.write(calls(3, 14)[:60])
        open_file.flush()
        drop(dropped, "z-last.csv", calls(1, 10).encode())
        becomes("a later one is taken", lambda: "z-last.csv" in names(dropped / "done"), True)
        expect("what is being written is left alone", [n for n in names(dropped) if n not in ("done", "failed")],
               [".hidden.csv", "growing.csv", "half.csv.part"])
        open_file.write(calls(3, 14)[60:])
        open_file.close()
        becomes("until it is whole", lambda: "growing.csv" in names(dropped / "done"), True)

        head = "Jono;Alku;Tulleet;Vastatut;Keskiarvo;Prosentti\r\n"
        body = "Väntkö;23.11.2026 08:00;1\u00a0203;2;0:01:30;66,7 %\r\n"
        drop(sums, "tunnit.csv", (head + body).encode("windows-1252"))
        reported = lambda: [(f["figure"], f["value"], f["from"]) for f in
                            json.loads(daemon.get("/api/v1/reported?line=aspa")[1])["figures"]]
        eight = "2026-11-23T08:00:00+02:00"
        becomes("totals in Windows-1252 are kept beside", reported,
                [("answer_rate", 0.667, eight), ("answered", 2, eight), ("offered", 1203, eight),
                 ("wait_mean_answered_ms", 90000, eight)])
        drop(sums, "korjattu.csv", (head + body.replace("1\u00a0203", "3")).encode("utf-8"))
        becomes("a later file replaces them", lambda: [f for f in reported() if f[0] == "offered"],
                [("offered", 3, eight)])
        csv = daemon.get("/api/v1/reported?format=csv&source=sums")[1].splitlines()
        expect("as CSV too", csv[3], "sums,aspa,2026-11-23T08:00:00+02:00,2026-11-23T09:00:00+02:00,offered,3,korjattu.csv")
        expect("they never touch the rows", rows(daemon)[:2], first)
        expect("nothing is unaccounted for", unaccounted(daemon.metrics()), {})

        now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Helsinki")).strftime("%d.%m.%Y %H:%M")
        drop(levels, "sanelut.csv", f"Jono;Hetki;Avoinna\r\nsanelujono;{now};708\r\n".encode())
        expect("a backlog's size by file",
               daemon.metric_becomes('jonovahti_backlog_open{backlog="sanelujono",class="other"}', 708, 20), 708.0)

        before = rows(daemon)
        big = calls(60_000, 16)
        wanted = 60_000
        for attempt in range(3):  # killed while it is taken, at different times
            if attempt == 0:
                drop(dropped, "big.csv", big.encode())
            journal = folder / "data/journal.db-wal"
            size = journal.stat().st_size if journal.exists() else 0
            end = time.monotonic() + 20
            while time.monotonic() < end and not (journal.exists() and journal.stat().st_size > size + 4096):
                time.sleep(0.005)
            daemon.kill()
            daemon.start()
        becomes("after three kills it is done", lambda: "big.csv" in names(dropped / "done"), True, 60)
        becomes("and every call counts once", lambda: sum(r[2] for r in rows(daemon)) - sum(r[2] for r in before), wanted)
        expect("it ends well", daemon.stop(), 0)


main()

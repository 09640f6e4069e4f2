#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""History from files, with and without a daemon; and our hours against a report that counts otherwise:
the definition that explains it is named, what is left is not hidden."""
import json
import pathlib
import subprocess

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, scratch, write


def config(folder, port):
    return write(folder, "jonovahti.yaml", f"""data_dir: {folder / "data"}
language: en
http: {{listen: "127.0.0.1:{port}"}}
{LINES}sources:
  ace:
    type: file
    folder: {folder / "drop"}
    mapping:
      - {{type: call.queued, at: {{column: At, unit: s}}, line: aspa, call: {{column: Id}}}}
      - type: {{column: End, values: {{A: call.answered, L: call.abandoned, T: call.redirected, C: call.redirected}}}}
        reason: {{column: End, values: {{T: timeout, C: callback}}, otherwise: other}}
        at: {{column: At, unit: s, plus: {{column: Wait}}}}
        line: aspa
        call: {{column: Id}}
  sums:
    type: file
    folder: {folder / "sums"}
    totals:
      line: aspa
      from: {{column: From, unit: s}}
      length: 1h
      figures: {{offered: {{column: N}}, answered: {{column: A}}, abandoned: {{column: L}}, wait_mean_answered_ms: {{column: Mean}}}}
""")


START = 1790000000 // 3600 * 3600  # a whole hour, in the past of nobody's clock


def run(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    expect(f"{arguments[0]} ends with {code}", (done.returncode, done.stderr if done.returncode != code else ""),
           (code, ""))
    return done


def calls(first, count):
    out = ["Id;At;Wait;End"]
    for i in range(count):
        out.append(f"c{first + i};{START - (first + i) % 6 * 3600 + i // 6 % 3000};0:02:00;{'AATCL'[i % 5]}")
    return "\n".join(out) + "\n"


def totals(change=None):
    """What the phone system says of the 600 calls: timeouts are abandoned calls to it."""
    out = ["From;N;A;L;Mean"]
    ends = [[i % 5 for i in range(600) if i % 6 == hour] for hour in range(6)]
    for hour in range(6):
        answered = sum(e < 2 for e in ends[hour])
        left = sum(e in (2, 4) for e in ends[hour]) + (1 if change == hour else 0)
        out.append(f"{START - hour * 3600};{len(ends[hour])};{answered};{left};0:02:00")
    return "\n".join(out) + "\n"


def main():
    with scratch() as name:
        folder = pathlib.Path(name)
        (folder / "drop").mkdir()
        (folder / "sums").mkdir()
        port = free_port()
        path = config(folder, port)
        history = write(folder, "history.csv", calls(0, 600))
        asked = ("import", "--config", path, "--source", "ace")

        bad = write(folder, "bad.csv", calls(0, 5).replace("0:02:00", "9:47:5", 1))
        done = run(*asked, bad, history, code=2)
        expect("the fault is named", done.stderr.splitlines()[-1],
               f'{bad}: line 2, column 3 (Wait): "9:47:5": neither a duration h:mm:ss nor a number')

        done = run(*asked, history)
        expect("without a daemon all is taken", done.stdout,
               f"{history}: 600 rows, 0 of no interest, 0 figures; events: 1200 taken, 0 known already, "
               "0 refused as too late, 0 refused otherwise\n")
        expect("progress is told in lines where nobody sees a terminal",
               [line for line in done.stderr.splitlines() if "100 %, 600 rows" in line] != [], True)
        expect("twice changes nothing", run(*asked, history).stdout,
               f"{history}: was taken before: nothing changed\n")
        more = write(folder, "more.csv", calls(0, 600) + "x600;%d;0:00:30;A\n" % (START - 30 * 3600))
        expect("what is known is counted as that", run(*asked, more).stdout,
               f"{more}: 601 rows, 0 of no interest, 0 figures; events: 2 taken, 1200 known already, "
               "0 refused as too late, 0 refused otherwise\n")

        run("import", "--config", path, "--source", "sums", write(folder, "sums.csv", totals()))
        compare = ("reconcile", "--config", path, "--source", "sums")
        text = run(*compare).stdout
        lines = {line.split()[1]: line.split(maxsplit=4) for line in text.splitlines()[1:]}
        expect("what agrees is said to", lines["offered"][2:], ["6", "0", "they agree"])
        expect("means too", lines["wait_mean_answered_ms"][2:], ["6", "0", "they agree"])
        expect("the definition that explains all hours is named", lines["abandoned"][2:],
               ["6", "6", "theirs counts timeouts and other redirections as abandoned, but for callbacks"])
        expect("in Swedish", "deras tal räknar tidsgräns" in run(*compare, "--lang", "sv").stdout, True)

        daemon = Daemon(path, port)
        daemon.start()
        done = run("import", "--config", path, "--source", "sums", write(folder, "late.csv", totals(change=2)))
        expect("with a daemon it goes through the folder", "figures 24" in done.stdout, True)
        done = run(*compare, code=1)
        expect("one hour that nothing explains is left",
               [line.split() for line in done.stdout.splitlines() if line.startswith("aspa") and "NOT" in line],
               [["aspa", "abandoned", "6", "6", "NOT", "EXPLAINED"]])
        found = json.loads(run(*compare, "--format", "json", code=1).stdout)["comparisons"]
        expect("as JSON", {c["figure"]: c["explained_by"] and c["explained_by"]["name"] for c in found},
               {"offered": "ours", "answered": "ours", "abandoned": None, "wait_mean_answered_ms": "ours"})
        expect("as CSV", len(run(*compare, "--format", "csv", code=1).stdout.splitlines()), 25)
        run(*compare, "--totals", folder / "sums.csv")
        run("reconcile", "--config", path, "--source", "ace", code=2)
        expect("it ends well", daemon.stop(), 0)


main()

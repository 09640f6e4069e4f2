# SPDX-License-Identifier: EUPL-1.2
"""`jonovahti report`: every format and language, from a running daemon and from what it has kept, and
what is refused."""
import json
import pathlib
import subprocess

from daemon import Daemon, free_port
from jono import PROGRAM, expect, scratch, write

TITLES = {"fi": "viikko 47/2025", "sv": "vecka 47/2025", "en": "week 47/2025"}


def report(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, "report", "--config", settings, *words], capture_output=True, check=False)


def all_forms(when: str) -> dict[tuple, bytes]:
    out = {}
    for language, title in TITLES.items():
        for form in ("html", "csv", "json"):
            done = report("--period", "2025-W47", "--lang", language, "--format", form)
            assert (done.returncode, done.stderr) == (0, b""), (when, language, form, done)
            out[language, form] = done.stdout
        made = json.loads(out[language, "json"])
        expect(f"{when}, {language}: it is of that week", title in made["title"], True)
        expect(f"{when}, {language}: and says so on paper", title in out[language, "html"].decode(), True)
        calls = next(r for r in made["period"] if r["subject"] == "aspa")["offered"]
        table = out[language, "csv"].decode().splitlines()
        expect(f"{when}, {language}: the csv has its calls", any(f",{calls}," in row for row in table), True)
    return out


def check_pdf() -> None:
    paper = settings.parent / "week.pdf"
    done = report("--period", "2025-W47", "--lang", "sv", "--format", "pdf", "--out", str(paper))
    expect("a PDF", (done.returncode, done.stderr, done.stdout), (0, b"", b""))
    text = subprocess.run(["pdftotext", "-layout", paper, "-"], check=True, capture_output=True).stdout.decode()
    expect("with the title in it", TITLES["sv"] in text, True)
    expect("and nothing left beside it", list(paper.parent.glob("*.part")), [])


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
    none = report("--period", "2025-W47")
    expect("before it has ever run", (none.returncode, b"has it ever run?" in none.stderr), (1, True))
    daemon = Daemon(settings, http)
    daemon.start()
    subprocess.run([PROGRAM, "simulate", "--config", settings, "--from", "2025-11-10", "--days", "14",
                    "--to", f"tcp://127.0.0.1:{feed}"], check=True, stderr=subprocess.DEVNULL)
    running = all_forms("running")
    expect("an orderly stop", daemon.stop(), 0)
    expect("the same from what was kept", all_forms("stopped"), running)
    check_pdf()
    for period, why in (("2025-W53", b"W53"), ("2025-13", b"no period"), ("2199-W01", b"not begun")):
        refused = report("--period", period)
        expect(f"{period} is refused", (refused.returncode, refused.stdout, why in refused.stderr),
               (2, b"", True))
    expect("an unknown language is refused", report("--period", "2025-W47", "--lang", "de").returncode, 2)

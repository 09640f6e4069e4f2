# SPDX-License-Identifier: EUPL-1.2
"""Each release's data directory: opened, it gives the rows of then, by the hour and made anew from its journal;
its source goes on where it was. One of a format that does not exist yet is refused, and left as it is."""
import json
import pathlib
import shutil
import subprocess

from daemon import Daemon, free_port, unaccounted
from jono import PROGRAM, expect, scratch, write
from old_data import FOLDER, hours_of, settings_of
from sender import Sender

FILES = ("journal.db", "history.db", "alerts.db", "reports.db")


def put(release: pathlib.Path) -> pathlib.Path:
    """A copy of the release's data directory, as its daemon would have it."""
    data = where / release.name
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    for file in (*FILES, "id.key"):
        shutil.copyfile(release / file, data / file)
        (data / file).chmod(0o600)
    return data


def check(release: pathlib.Path) -> None:
    http, feed = free_port(), free_port()
    data = put(release)
    settings = write(where, f"{release.name}.yaml", settings_of(data, http, feed))
    wanted = (release / "hours.ndjson").read_text(encoding="utf-8")
    expect(f"{release.name} has calls", sum(json.loads(r)["offered"] for r in wanted.splitlines()) > 50, True)
    daemon = Daemon(settings, http)
    daemon.start()
    expect(f"{release.name}: its rows", hours_of(daemon), wanted)

    events = (release / "events.ndjson").read_text(encoding="utf-8").splitlines()
    received = 'jonovahti_source_received_total{source="ace"}'
    expect("what it had received", daemon.metric_becomes(received, len(events)), len(events))
    more = {"v": 1, "type": "call.queued", "line": "seniorilinja", "call": "after", "at": 1763370000000}
    sender = Sender(f"tcp://127.0.0.1:{feed}", "ace", "e1", [*events, json.dumps(more)])
    sender.deliver()
    sender.close()
    expect("of all that is sent again only what is new", daemon.metric_becomes(received, len(events) + 1), len(events) + 1)
    expect("is taken", unaccounted(daemon.metrics()), {})
    expect("an orderly stop", daemon.stop(), 0)

    put(release)
    done = subprocess.run([PROGRAM, "rebuild", "--config", settings], capture_output=True, text=True, check=False)
    expect("rebuild", (done.returncode, done.stderr), (0, ""))
    daemon.start()
    expect(f"{release.name}: its rows from its journal", hours_of(daemon), wanted)
    expect("an orderly stop", daemon.stop(), 0)

    for file in FILES:
        refuse(data, file, settings)


def refuse(data: pathlib.Path, name: str, settings: pathlib.Path) -> None:
    """A file of format 99 (SQLite keeps the number in bytes 60 to 63)."""
    put(FOLDER / data.name)
    with (data / name).open("r+b") as file:
        file.seek(60)
        file.write((99).to_bytes(4, "big"))
    before = (data / name).read_bytes()
    done = subprocess.run([PROGRAM, "serve", "--config", settings], capture_output=True, text=True, check=False,
                          timeout=60)
    expect(f"{name} of a format to come", (done.returncode, f"{name}: " in done.stderr, "format 99" in done.stderr,
                                           "newer version" in done.stderr), (1, True, True, True))
    expect("is left as it is", (data / name).read_bytes() == before, True)


with scratch() as scratch_name:
    where = pathlib.Path(scratch_name)
    releases = sorted(p for p in FOLDER.iterdir() if p.is_dir())
    expect("there are releases", bool(releases), True)
    for one in releases:
        check(one)

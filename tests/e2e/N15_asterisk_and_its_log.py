# SPDX-License-Identifier: EUPL-1.2
"""An Asterisk that is heard and read at once: its line is cut, the daemon is killed, the log is
rotated and compressed, and in the end the rows are those of the log, to the millisecond, and whole."""
import gzip
import json
import pathlib
import shutil
import time

from daemon import Daemon, free_port
from jono import LINES, expect, replay, scratch, sums, write
from pbx import CALLER, Pbx

UP, OFFERED = 'jonovahti_source_up{source="pbx"}', 'jonovahti_calls_offered_total{line="aspa"}'
ANSWERED = 'jonovahti_calls_answered_total{line="aspa"}'
QUEUE = 'jonovahti_queue_length{line="aspa"}'
OUTCOMES = ("offered", "answered", "abandoned", "redirected", "lost", "waiting")
EVENTS = "events: {callback_requested: CallbackRequested}"


class Logged(Pbx):
    """Writes what an Asterisk writes."""

    def __init__(self, log: pathlib.Path) -> None:
        super().__init__()
        self.log = log

    def line(self, call: str, *words: object) -> None:
        with self.log.open("a") as log:
            log.write("|".join(map(str, (int(time.time()), call, "aspa", "NONE", *words))) + "\n")

    def queue(self, call: str, ago: float = 0) -> None:
        with self.lock:
            super().queue(call, ago)
            self.line(call, "ENTERQUEUE", "", CALLER, 1)

    def answer(self, call: str) -> None:
        with self.lock:
            super().answer(call)
            self.line(call, "CONNECT", 1, "9.9", 1)

    def give_up(self, call: str) -> None:
        """Of which the manager says nothing."""
        with self.lock:
            del self.waiting[call]
            self.line(call, "ABANDON", 1, 1, 1)

    def restart(self) -> None:
        with self.lock:
            self.waiting.clear()
            self.line("NONE", "QUEUESTART", "")


def goes_wrong(where: pathlib.Path, events: str) -> float:
    """The least coverage, in the end."""
    where.mkdir()
    log, http = where / "queue_log", free_port()
    pbx = Logged(log)
    write(where, "ami.secret", "secret\n").chmod(0o600)
    config = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources:
  pbx: {{type: asterisk_ami, address: "127.0.0.1:{pbx.port}", user: qmon,
         secret_file: {where}/ami.secret, queue_log: {log}, {events}}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    daemon = Daemon(config, http)
    daemon.start()
    pbx.queue("1.0")
    expect("both are there", daemon.metric_becomes(UP, 1), 1.0)
    for call in ("1.1", "1.2", "1.3", "1.4"):
        pbx.queue(call)
    pbx.answer("1.0")
    expect("each call counts once", daemon.metric_becomes(OFFERED, 5), 5.0)

    pbx.cut()
    expect("the line is cut", daemon.metric_becomes(UP, 0), 0.0)
    pbx.answer("1.1")
    pbx.give_up("1.2")
    pbx.queue("1.5")
    expect("the log is read on", daemon.metric_becomes(OFFERED, 6), 6.0)
    pbx.let_in()
    expect("it is back", daemon.metric_becomes(UP, 1, 15), 1.0)

    daemon.kill()
    pbx.answer("1.3")
    pbx.queue("1.6")
    log.rename(where / "queue_log.1")
    pbx.queue("1.7")
    with (where / "queue_log.1").open("rb") as old, gzip.open(where / "queue_log.1.gz", "wb") as new:
        shutil.copyfileobj(old, new)
    whole = write(where, "whole", (where / "queue_log.1").read_text())
    (where / "queue_log.1").unlink()
    daemon.start()
    expect("what came while the daemon was dead, too", daemon.metric_becomes(OFFERED, 8), 8.0)
    expect("and the manager", daemon.metric_becomes(UP, 1, 15), 1.0)

    pbx.cut()
    pbx.restart()
    pbx.let_in()
    expect("after its restart", daemon.metric_becomes(QUEUE, 0, 15), 0.0)
    expect("it is heard again", daemon.metric_becomes(UP, 1, 15), 1.0)
    pbx.queue("2.0")
    time.sleep(1.2)
    pbx.answer("2.0")
    expect("all is told", daemon.metric_becomes(ANSWERED, 4), 4.0)

    with whole.open("a") as out:
        out.write(log.read_text())
    rows = [json.loads(line) for line in
            daemon.get("/api/v1/hours?line=aspa&format=ndjson")[1].splitlines()]
    told = replay(config, [whole], "--source", "pbx", "--format", "queue_log")
    expect("the rows are those of the log", sums(rows, *OUTCOMES), sums(told, *OUTCOMES))
    offered, answered, abandoned, _, lost, waiting = sums(rows, *OUTCOMES)["aspa"]
    # An abandon less than 5 s before the restart is the restart's.
    expect("of this many calls", (offered, answered, abandoned + lost, waiting), (9, 4, 5, 0))
    expect("to the millisecond", sums(rows, "wait_answered_ms")["aspa"][0] % 1000 != 0, True)
    daemon.stop()
    return min(row["coverage"] for row in rows)


with scratch() as name:
    folder = pathlib.Path(name)
    expect("nothing is missing", goes_wrong(folder / "calls", ""), 1)
    expect("but callbacks, which the log does not know",
           goes_wrong(folder / "callbacks", EVENTS) < 1, True)

# SPDX-License-Identifier: EUPL-1.2
"""The configuration is changed under load: a good one applies, a bad one changes nothing and is told
of, and no event is lost, whichever way it was asked for."""
import json
import pathlib
import signal
import socket
import subprocess
import time

from daemon import Daemon, counters, fallen, free_port, unaccounted
from jono import LINES, PROGRAM, expect, replay, scratch, write
from receivers import until
from sender import Sender
from traffic import traffic

SUCCESSFUL = "jonovahti_config_last_reload_successful"

with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()

    def configure(more: str = "", lines: str = LINES, port: int = http) -> pathlib.Path:
        return write(where, "config.yaml", f"""{lines}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{port}", socket: {where}/control.sock}}
{more}""")

    config = configure()
    daemon = Daemon(config, http)
    sender = Sender(f"tcp://127.0.0.1:{feed}", "ace", "e1",
                    traffic("ace", 12_000, 5, int(time.time() * 1000) - 186 * 60_000))
    seen: dict = {}
    falls: dict = {}

    def status() -> dict:
        return json.loads(daemon.get("/api/v1/status")[1] or "{}")

    def reload() -> subprocess.CompletedProcess:
        """The command, while events come."""
        with subprocess.Popen([PROGRAM, "reload", "--config", config], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
            while command.poll() is None:
                sender.step(7, 5)
            out, errors = command.communicate()
        return subprocess.CompletedProcess(command.args, command.returncode, out, errors)

    def look() -> None:
        """No counter falls from one look to the next."""
        global seen
        now = counters(daemon.metrics())
        falls.update(fallen(seen, now))
        seen = now

    def send(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            sender.step(7, 5)

    nobody = subprocess.run([PROGRAM, "reload", "--config", config], text=True, capture_output=True)
    expect("no daemon: exit 1, and it is said", (nobody.returncode, "is it running" in nobody.stderr),
           (1, True))
    daemon.start()
    pid = daemon.process.pid
    send(0.3)
    look()

    configure("alerts: {rules: [{alert: Long, when: queue_length > 3}]}\n")
    done = reload()
    expect("a good one applies", (done.returncode, done.stdout),
           (0, f"{config}: applies from now on\n"))
    rules = {alert["alert"] for alert in json.loads(daemon.get("/api/v1/alerts?all=true")[1])["alerts"]}
    expect("its rule is there", rules, {"Long"})
    look()

    configure("alerts: {rules: [{alert: Long, when: queue_lenght > 3}]}\n")
    done = reload()
    expect("a bad one: exit 2, where and what",
           (done.returncode, f"{config}:6:" in done.stderr, "queue_lenght" in done.stderr),
           (2, True, True))
    expect("and nothing was tried", status()["config_reloads"], 1)
    daemon.process.send_signal(signal.SIGHUP)
    until("the same by signal is told of", lambda: status()["config_reloads"] == 2, 20)
    expect("why", "queue_lenght" in status()["config_refused"], True)
    expect("for Prometheus too", daemon.metric_becomes(SUCCESSFUL, 0.0), 0.0)
    send(0.3)
    look()

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        configure(port=taken.getsockname()[1])
        done = reload()
        expect("one that cannot start: exit 2, and why",
               (done.returncode, "in use" in done.stderr), (2, True))
    rules = {alert["alert"] for alert in json.loads(daemon.get("/api/v1/alerts?all=true")[1])["alerts"]}
    expect("the one before goes on", rules, {"Long"})
    look()

    new = LINES.replace("lines: {", "lines: {aaa: {}, ", 1)
    config = configure(lines=new)
    expect("a line more, which moves the others' places", reload().returncode, 0)
    expect("it is there", 'jonovahti_calls_offered_total{line="aaa"}' in daemon.metrics(), True)
    look()

    for _ in range(20):
        daemon.process.send_signal(signal.SIGHUP)
        send(0.1)
    until("signals in a row end as one", lambda: daemon.get("/readyz")[0] == 200, 30)
    look()
    send(0.3)
    sender.deliver()
    look()
    expect("no counter fell", falls, {})
    expect("it is the same process", (daemon.process.poll(), daemon.process.pid), (None, pid))
    expect("all that came is applied, known or refused", unaccounted(daemon.metrics()), {})
    ever = "from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z"
    audit = [json.loads(line) for line in daemon.get(f"/api/v1/audit?{ever}")[1].splitlines()]
    expect("who had it reloaded is in the audit",
           [(entry["who"] != "", entry["of"]) for entry in audit if entry["what"] == "reload"],
           [(True, str(config))] * 3)

    rows = [json.loads(line) for line in daemon.get("/api/v1/hours?format=ndjson")[1].splitlines()]
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    recorded = write(where, "sent.ndjson", "\n".join(sender.events) + "\n")
    strip = lambda rows: [{k: v for k, v in r.items() if k not in ("queue_ms", "coverage")} for r in rows]
    expect("the rows are those of a replay of the same events", strip(rows),
           strip(replay(config, [recorded], "--source", "ace", "--until", now)))
    expect("an orderly stop", daemon.stop(), 0)

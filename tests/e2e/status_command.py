# SPDX-License-Identifier: EUPL-1.2
"""One screen of how the daemon does, with the figures that the API gives."""
import json
import pathlib
import re
import subprocess

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, scratch, write
from phone import Phone
from receivers import until

with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    config = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed, lines: [aspa]}}, other: {{type: feed, lines: [vaihde]}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}", socket: {where}/control.sock}}
""")
    daemon = Daemon(config, http)

    def status(*options: str) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, "status", "--config", config, *options], text=True,
                              capture_output=True, timeout=60)

    def row(text: str, first: str) -> list[str]:
        return next((line.split() for line in text.splitlines() if line.startswith(first + " ")), [])

    nobody = status()
    expect("no daemon: exit 1, and it is said", (nobody.returncode, "is it running" in nobody.stderr),
           (1, True))
    daemon.start()
    phone = Phone(f"tcp://127.0.0.1:{feed}", "ace")
    calls = phone.queue("aspa", 3)
    phone.say({"type": "callback.requested", "line": "aspa", "callback": "b1"})
    phone.answer("aspa", calls[:1])
    until("the queue is known", lambda: row(status().stdout, "aspa")[1:2] == ["2"], 20)
    shown = status()
    expect("exit 0", shown.returncode, 0)
    expect("what state it is in", re.match(r"jonovahti \S+: ready, since ....-..-.. ..:..:..\n",
                                           shown.stdout) is not None, True)
    expect("where its data are, and how much room is left",
           re.search(rf"^data +{where}/data: journal [\d.]+ [KM]?i?B, [\d.]+ \w+ free", shown.stdout,
                     re.M) is not None, True)
    aspa = row(shown.stdout, "aspa")
    expect("two wait, one callback is open", (aspa[1], aspa[3]), ("2", "1"))
    expect("all of the hour is known of aspa", aspa[-2:], ["100.0", "%"])
    expect("which source is there", (row(shown.stdout, "ace")[1], row(shown.stdout, "other")[1]),
           ("yes", "no,"))
    expect("how much it said", row(shown.stdout, "ace")[5], "5")
    whole = json.loads(status("--json").stdout)
    expect("as JSON", (whole["daemon"]["phase"], whole["live"]["lines"][0]["queue_length"],
                       whole["sources"]["sources"][0]["applied"]), ("ready", 2, 5))
    phone.stop()
    until("nothing is known of a line whose source went",
          lambda: row(status().stdout, "aspa")[1:3] == ["unknown", "since"], 20)
    expect("an orderly stop", daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""What usually goes wrong is found, and each thing found says what to do."""
import os
import pathlib
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, scratch, write
from phone import Phone
from receivers import Receiver, until

with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    pager = Receiver()
    log = write(where, "queue_log", "")
    secret = write(where, "ami.secret", "sesame\n")

    def configure(pbx: str = "", receiver: str = pager.url, more: str = "") -> pathlib.Path:
        return write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources:
  ace: {{type: feed, lines: [vaihde]}}
  file: {{type: asterisk_queue_log, queue_log: {log}, lines: [aspa]}}
{pbx}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}", socket: {where}/control.sock}}
alerts: {{notify: [{{type: alertmanager, urls: ["{receiver}"]}}]}}
{more}""")

    config = configure()
    daemon = Daemon(config, http)

    def doctor() -> tuple[int, list[tuple[str, str]]]:
        """The exit code, and what it found: the grade and the text with its advice."""
        done = subprocess.run([PROGRAM, "doctor", "--config", config], text=True, capture_output=True,
                              timeout=60)
        assert done.stderr == "", done.stderr
        lines = done.stdout.replace("\n       -> ", " -> ").splitlines()[:-1]
        return done.returncode, [(line[:5].strip(), line[7:]) for line in lines]

    def found(grade: str, *words: str) -> bool:
        return any(g == grade and all(word in text for word in words) for g, text in doctor()[1])

    expect("no data directory, no daemon: exit 1, both are told",
           (doctor()[0], found("WRONG", f"{where}/data", "install -d"),
            found("WRONG", "no daemon answers", "systemctl start")), (1, True, True))
    daemon.start()
    phone = Phone(f"tcp://127.0.0.1:{feed}", "ace")
    phone.say({"type": "source.heartbeat"})
    until("the source is connected", lambda: found("good", "source ace is connected"), 20)
    expect("nobody scrapes", found("CHECK", "Prometheus", "scrape job"), True)
    daemon.metrics()
    code, all_found = doctor()
    expect("nothing is wrong: exit 0", (code, [text for grade, text in all_found if grade == "WRONG"]),
           (0, []))
    expect("scraped by now", found("good", "/metrics was scraped"), True)
    expect("each thing to check says what to do",
           [text for grade, text in all_found if grade != "good" and " -> " not in text], [])

    time.sleep(1)  # what is changed within the second of a start is not seen
    configure(pbx=f"  pbx: {{type: asterisk_ami, address: '127.0.0.1:{free_port()}', user: qmon, "
                  f"secret_file: {secret}, lines: [vaihde]}}", receiver=f"http://127.0.0.1:{free_port()}")
    os.chmod(secret, 0o644)
    log.unlink()
    expect("changed since", found("CHECK", "changed since", "jonovahti reload"), True)
    expect("a PBX that is not there", found("WRONG", "source pbx", "manager interface", "firewall"), True)
    expect("a secret that all can read", found("WRONG", str(secret), "chmod 0400"), True)
    expect("a file that cannot be read", found("WRONG", str(log), "Asterisk"), True)
    expect("a receiver that is not there", found("WRONG", "receiver alertmanager"), True)
    expect("exit 1", doctor()[0], 1)
    daemon.process.send_signal(1)
    until("applied", lambda: found("good", "the configuration is the one that works"), 20)
    until("a source that is not connected", lambda: found("WRONG", "source pbx is not connected"), 20)

    write(where, "config.yaml", "lines: {}\n")
    done = subprocess.run([PROGRAM, "doctor", "--config", config], text=True, capture_output=True)
    expect("a bad configuration: exit 2, where", (done.returncode, f"{config}:1:" in done.stderr),
           (2, True))
    phone.stop()
    expect("an orderly stop", daemon.stop(), 0)

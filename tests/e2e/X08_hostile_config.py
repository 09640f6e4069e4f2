# SPDX-License-Identifier: EUPL-1.2
"""Configurations that want to do harm are refused at once, with the place, and a running daemon goes on
with the one it has."""
import json
import pathlib
import re
import subprocess
import time

from daemon import Daemon, free_port
from jono import LINES, PROGRAM, expect, scratch, write
from receivers import until


def bomb() -> str:
    """Each name is nine times the one before."""
    out = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for before, after in zip("abcdefghi", "bcdefghij"):
        out += f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    return out


with scratch() as name:
    where = pathlib.Path(name)
    http = free_port()
    good = f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: []}}
http: {{listen: "127.0.0.1:{http}", socket: {where}/control.sock}}
"""
    hostile = {
        "a name that means itself": "lines: &a {aspa: *a}\n",
        "names that are a billion values": bomb(),
        "32 000 keys that nobody knows": "".join(f"k{i}: 1\n" for i in range(32_000)),
        "a hundred thousand brackets": "lines: " + "[" * 100_000 + "\n",
        "a key twice": good + "timezone: UTC\ntimezone: UTC\n",
        "a key that nobody knows": good + "http_listen: 0.0.0.0:1\n",
        "a list where a map belongs": good.replace("{listen: []}", "[]"),
        "a number that is none": good + "store: {settle_after: 1e400}\n",
        "bytes that are no text": good + "language: \x00\x01\n",
        "a tag": good + "language: !!python/object/apply:os.system [id]\n",
        "an address for all, without who may ask": good.replace(f"127.0.0.1:{http}", "0.0.0.0:1"),
    }
    quickest = min(seconds for _ in range(5) if (begin := time.monotonic())
                   and subprocess.run([PROGRAM, "--version"], capture_output=True)
                   and (seconds := time.monotonic() - begin))

    def check(config: pathlib.Path) -> tuple[subprocess.CompletedProcess, float]:
        begin = time.monotonic()
        done = subprocess.run([PROGRAM, "check", "--config", config], text=True, capture_output=True,
                              errors="replace", timeout=60)
        return done, time.monotonic() - begin - quickest

    slowest = 0.0
    for what, text in hostile.items():
        config = write(where, "hostile.yaml", text)
        done, seconds = check(config)
        slowest = max(slowest, seconds)
        first = done.stderr.splitlines()[0] if done.stderr else ""
        expect(f"{what}: refused, with its place",
               (done.returncode, re.match(rf"{config}:\d+:\d+: \S", first) is not None), (2, True))
        expect("and no character that a terminal obeys",
               re.search(r"[\x00-\x08\x0b-\x1f\x7f]", done.stderr), None)
    huge = where / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(1 << 30)
    done, seconds = check(huge)
    expect("a gigabyte", done.returncode, 2)
    print(f"the slowest took {max(slowest, seconds):.3f} s longer than --version")
    expect("none takes long", max(slowest, seconds) < 1, True)

    config = write(where, "config.yaml", good)
    daemon = Daemon(config, http)
    daemon.start()

    def tries() -> int:
        return json.loads(daemon.get("/api/v1/status")[1])["config_reloads"]

    for i, (what, text) in enumerate(hostile.items()):
        config.write_text(text)
        daemon.process.send_signal(1)
        until(f"tried: {what}", lambda: tries() == i + 1, 20)
    expect("the daemon has what it had", daemon.get("/readyz")[0], 200)
    expect("an orderly stop", daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""Strangers without a key flood the feed: the daemon's memory stays bounded, and a source that has
a key connects again at once."""
import json
import os
import pathlib
import resource
import socket
import subprocess
import time

import zmq

import jono
from daemon import Daemon, free_port

SILENT, GARBAGE, HUGE = 1500, 5000, 200
GREETING = b"\xff" + bytes(8) + b"\x7f" + b"\x03\x00" + b"CURVE".ljust(20, b"\0") + bytes(32)
NULL = b"\xff" + bytes(8) + b"\x7f" + b"\x03\x00" + b"NULL".ljust(20, b"\0") + bytes(32)


def rss_mib(pid: int) -> float:
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) / 1024


def key_of(path: pathlib.Path, word: str) -> bytes:
    lines = dict(line.split(": ", 1) for line in path.read_text().splitlines())
    return lines[word].encode()


def seconds_to_welcome(folder: pathlib.Path, endpoint: str) -> float:
    context = zmq.Context()
    s = context.socket(zmq.DEALER)
    s.setsockopt(zmq.LINGER, 0)
    s.curve_serverkey = key_of(folder / "feed.pub", "public")
    s.curve_publickey = key_of(folder / "ace.secret", "public")
    s.curve_secretkey = key_of(folder / "ace.secret", "secret")
    begin = time.monotonic()
    s.connect(endpoint)
    hello = {"epoch": "e1", "tail": 1, "process": "p1"}
    s.send_multipart([b"HELLO", b"0", json.dumps(hello).encode()])
    assert s.poll(10_000), "no answer in 10 s"
    jono.expect("the source is welcomed", s.recv_multipart()[0], b"WELCOME")
    s.send_multipart([b"BYE", b"0", b""])
    took = time.monotonic() - begin
    s.close(200)
    context.term()
    return took


def attack(port: int, said: bytes) -> socket.socket | None:
    s = socket.socket()
    s.settimeout(0.2)
    try:
        s.connect(("127.0.0.1", port))
        s.sendall(said)
        return s
    except OSError:  # turned away: as good
        s.close()
        return None


with jono.scratch() as name:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    folder = pathlib.Path(name)
    http, feed = free_port(), free_port()
    (folder / "keys").mkdir()
    for options in (["--daemon"], ["--source", "ace"]):
        subprocess.run([jono.PROGRAM, "keygen", *options, "--out", folder], check=True,
                       stdout=subprocess.DEVNULL)
    (folder / "ace.pub").rename(folder / "keys/ace.pub")
    config = jono.write(folder, "jonovahti.yaml", jono.LINES + f"""data_dir: {folder}/data
sources: {{ace: {{type: feed}}}}
feed:
  listen: ["tcp://127.0.0.1:{feed}"]
  keys: {folder}/keys
  secret_file: {folder}/feed.secret
http: {{listen: "127.0.0.1:{http}"}}
""")
    endpoint = f"tcp://127.0.0.1:{feed}"
    daemon = Daemon(config, http)
    daemon.start()
    pid = daemon.process.pid
    seconds_to_welcome(folder, endpoint)
    before = rss_mib(pid)

    silent = [attack(feed, b"") for _ in range(SILENT)]
    took = seconds_to_welcome(folder, endpoint)
    jono.expect(f"welcomed within a second beside {SILENT} silent peers", took < 1, True)
    half = [attack(feed, GREETING) for _ in range(100)]
    for i in range(GARBAGE):
        s = attack(feed, os.urandom(100) if i % 2 else b"GET / HTTP/1.1\r\n\r\n")
        if s is not None:
            s.close()
    took = seconds_to_welcome(folder, endpoint)
    jono.expect(f"welcomed within a second after {GARBAGE} connections of garbage", took < 1, True)
    long_frame = b"\x02" + (1 << 40).to_bytes(8, "big") + bytes(1 << 16)
    endless = b"\x01\xff" + bytes(255)
    huge = [attack(feed, (GREETING if i % 2 else NULL) + (long_frame if i % 3 else endless * 200))
            for i in range(HUGE)]
    took = seconds_to_welcome(folder, endpoint)
    jono.expect(f"welcomed within a second beside {HUGE} huge frames", took < 1, True)
    grown = rss_mib(pid) - before
    print(f"memory: {before:.0f} MiB, grown by {grown:.0f} MiB")
    jono.expect("memory grows by less than 64 MiB", grown < 64, True)
    for s in silent + half + huge:
        if s is not None:
            s.close()
    jono.expect("the daemon is ready", daemon.get("/readyz")[0], 200)
    jono.expect("ends in order", daemon.stop(), 0)

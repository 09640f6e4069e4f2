# SPDX-License-Identifier: EUPL-1.2
"""readers.py DAEMON: what a hundred readers of the live stream cost the events: the same traffic through the
feed without and with them, in turn, five times each; prints the median ratio of the times."""
import pathlib
import selectors
import socket
import statistics
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from daemon import Daemon, free_port  # noqa: E402
from jono import PROGRAM, scratch, write  # noqa: E402

READERS, ROUNDS, DAYS = 100, 5, 365


class Readers(threading.Thread):
    """Takes whatever the streams bring."""

    def __init__(self, port: int):
        super().__init__(daemon=True)
        self.running, self.bytes = True, 0
        self.all = selectors.DefaultSelector()
        for _ in range(READERS):
            one = socket.create_connection(("127.0.0.1", port))
            one.sendall(b"GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.all.register(one, selectors.EVENT_READ)

    def run(self) -> None:
        while self.running:
            for key, _ in self.all.select(0.1):
                self.bytes += len(key.fileobj.recv(1 << 20))


def seconds(with_readers: bool) -> tuple[float, int]:
    with scratch() as name:
        where = pathlib.Path(name)
        http, feed = free_port(), free_port()
        settings = write(where, "config.yaml", f"""
lines: {{aspa: {{}}, vaihde: {{}}, sosiaalihuolto: {{}}, seniorilinja: {{}}}}
data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
""")
        daemon = Daemon(settings, http)
        daemon.start()
        readers = Readers(http) if with_readers else None
        if readers:
            readers.start()
        begin = time.monotonic()
        subprocess.run([PROGRAM, "simulate", "--config", settings, "--from", "2024-03-01", "--days",
                        str(DAYS), "--to", f"tcp://127.0.0.1:{feed}"], check=True,
                       stderr=subprocess.DEVNULL)
        took = time.monotonic() - begin
        if readers:
            readers.running = False
            readers.join()
        daemon.stop()
        return took, readers.bytes if readers else 0


ratios = []
for _ in range(ROUNDS):
    alone, _ = seconds(False)
    watched, got = seconds(True)
    ratios.append(watched / alone)
    print(f"alone {alone:.2f} s, with {READERS} readers {watched:.2f} s ({got / 1e6:.0f} MB read): "
          f"{ratios[-1]:.2f}")
print(f"median {statistics.median(ratios):.2f}")

# SPDX-License-Identifier: EUPL-1.2
"""Killed at the N-th system call of each kind that touches data, for N after N, start-up and stop
included: nothing acknowledged is lost, nothing counts twice."""
from faults import *

need("strace")
CALLS = ("openat", "pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "pread64", "sendto")
# How far apart the numbers are that are tried: each one when there is time.
STRIDE = 1.0 if LONG else 1.5


def run(site: Site, call: str, number: int) -> bool:
    """One life. False: it was killed, or died of it."""
    site.daemon.under = strace(f"{call}:signal=KILL:when={number}")
    site.daemon.launch()
    process = site.daemon.process
    end = time.monotonic() + 20
    wanted = sum(sender.made for sender in site.senders)
    while process.poll() is None and site.acked < wanted and time.monotonic() < end:
        site.load(0.02)
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    return ended(process) == 0


for call in CALLS:
    with scratch() as name:
        site = Site(pathlib.Path(name), calls=600)
        number, lives = 1, 0
        while True:
            site.make(min(1, (lives + 1) / 100))
            lives += 1
            if run(site, call, number):
                break
            number = max(number + 1, int(number * STRIDE))
        site.daemon.under = []
        site.daemon.start()
        site.expect_all(f"{call}, {lives} lives, killed at up to number {number - 1}")
        site.daemon.kill()

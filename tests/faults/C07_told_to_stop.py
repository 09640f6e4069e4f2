# SPDX-License-Identifier: EUPL-1.2
"""SIGTERM in a flood: it reads no more, has on disk what it acknowledged, and ends within five
seconds."""
from faults import *

ROUNDS = 20 if LONG else 5

with scratch() as name:
    site = Site(pathlib.Path(name), sources=8, calls=4000)
    slowest = 0.0
    for i in range(ROUNDS):
        site.daemon.start()
        site.make((i + 1) / ROUNDS)
        site.load(0.15, batches=(64,))
        site.daemon.process.send_signal(signal.SIGTERM)
        begin = time.monotonic()
        while site.daemon.process.poll() is None and time.monotonic() - begin < 10:
            site.load(0.01, batches=(64,))
        slowest = max(slowest, time.monotonic() - begin)
        expect(f"stop {i}: in order", site.daemon.process.poll(), 0)
    expect(f"each within 5 s (the slowest {slowest:.2f} s)", slowest < 5, True)
    site.daemon.start()
    site.expect_all(f"{ROUNDS} stops")
    expect("an orderly stop", site.daemon.stop(), 0)

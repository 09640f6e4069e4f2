# SPDX-License-Identifier: EUPL-1.2
"""Killed while it recovers from being killed, five deep: a start that does not come to its end
changes nothing."""
from faults import *

need("strace")
DEPTH = 5

with scratch() as name:
    site = Site(pathlib.Path(name), calls=2000)
    calls = [(call, n) for call in ("pwrite64", "fdatasync", "openat", "pread64", "ftruncate")
             for n in ((1, 2, 3, 5, 8, 13, 21) if LONG else (1, 3, 8))]
    for round_, (call, number) in enumerate(calls):
        site.daemon.under = []
        site.daemon.start()
        site.make((round_ + 1) / len(calls))
        site.load(0.1)
        site.daemon.kill()
        for _ in range(DEPTH):
            site.daemon.under = strace(f"{call}:signal=KILL:when={number}")
            site.daemon.launch()
            with contextlib.suppress(subprocess.TimeoutExpired):
                site.daemon.process.wait(0.5)
            site.daemon.kill()
    site.daemon.under = []
    site.daemon.start()
    site.expect_all(f"{len(calls)} times {DEPTH} starts")
    expect("an orderly stop", site.daemon.stop(), 0)

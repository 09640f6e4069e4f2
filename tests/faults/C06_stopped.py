# SPDX-License-Identifier: EUPL-1.2
"""The process stands still for a while under load, and goes on: its sources come back, and nothing
counts twice."""
from faults import *

PAUSES = (1, 30, 600) if LONG else (1, 8)

with scratch() as name:
    site = Site(pathlib.Path(name), sources=3, calls=3000)
    site.daemon.start()
    for i, pause in enumerate(PAUSES):
        site.make((i + 0.5) / len(PAUSES))
        site.load(0.3)
        site.daemon.process.send_signal(signal.SIGSTOP)
        site.make((i + 1) / len(PAUSES))
        site.load(pause)
        site.daemon.process.send_signal(signal.SIGCONT)
        before = site.acked
        begin = time.monotonic()
        while site.acked == before and time.monotonic() - begin < 10:
            site.load(0.05)
        took = time.monotonic() - begin
        expect(f"after {pause} s it acknowledges again within 5 s ({took:.1f} s)", took < 5, True)
    site.expect_all("standing still")
    expect("an orderly stop", site.daemon.stop(), 0)

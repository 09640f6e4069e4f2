# SPDX-License-Identifier: EUPL-1.2
"""Syncs take 200 ms, or seconds: acknowledgements come later, sources are answered all the same and
stay connected, and the figures can be read."""
from faults import *

need("strace")

with scratch() as name:
    site = Site(pathlib.Path(name), sources=2, calls=1500)
    for delay in ((0.2, 5, 30) if LONG else (0.2, 5)):
        site.daemon.under = strace(f"fdatasync:delay_enter={int(delay * 1e6)}")
        site.daemon.start()
        site.make(0.2 if delay == 0.2 else 0.6)
        sockets = []
        end = time.monotonic() + max(2, 1.5 * delay)
        slowest = 0.0
        while time.monotonic() < end:
            site.load(0.2)
            sockets.append([id(sender.socket) for sender in site.senders])
            begin = time.monotonic()
            status = site.daemon.get("/healthz")[0]
            slowest = max(slowest, time.monotonic() - begin)
            assert status == 200, status
        expect(f"syncs of {delay} s: no source has to connect again", sockets[-1], sockets[len(sockets) // 2])
        expect(f"and it answers at once ({slowest:.3f} s)", slowest < 0.5, True)
        site.daemon.kill()
    site.daemon.under = []
    site.daemon.start()
    site.expect_all("slow syncs")
    expect("an orderly stop", site.daemon.stop(), 0)

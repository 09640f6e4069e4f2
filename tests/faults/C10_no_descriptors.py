# SPDX-License-Identifier: EUPL-1.2
"""All file descriptors are used up by strangers: sources that are connected go on, and when the
strangers have gone everything is as before."""
from faults import *
import socket

need("prlimit")

with scratch() as name:
    site = Site(pathlib.Path(name), sources=3, calls=2000)
    site.daemon.under = ["prlimit", "--nofile=128"]
    site.daemon.start()
    site.make(0.3)
    site.load(5)
    strangers = []
    for port in [site.http, site.feed] * 150:
        stranger = socket.socket()
        stranger.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            stranger.connect(("127.0.0.1", port))
        strangers.append(stranger)
    before = site.acked
    site.make(0.6)
    site.load(5)
    expect("connected sources go on", site.acked > before, True)
    for stranger in strangers:
        stranger.close()
    end = time.monotonic() + 15
    while site.daemon.get("/readyz")[0] != 200 and time.monotonic() < end:
        time.sleep(0.1)
    expect("strangers gone, it answers again", site.daemon.get("/readyz")[0], 200)
    site.expect_all("without descriptors")
    expect("an orderly stop", site.daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""After a reboot the monotonic clock begins elsewhere: nothing that is kept depends on it."""
from faults import *

need("unshare")

with scratch() as name:
    site = Site(pathlib.Path(name), sources=2, calls=3000)
    offsets = ("0", "1000000", "5", "30000000", "100")
    for i, offset in enumerate(offsets):
        site.daemon.under = ["unshare", "-T", "--monotonic", offset, "--boottime", offset]
        site.daemon.start()
        site.make((i + 1) / len(offsets))
        site.load(1)
        metrics = site.daemon.metrics()
        bad = {k: v for k, v in metrics.items() if "silent_seconds" in k and not 0 <= v < 60}
        expect(f"monotonic clock at {offset} s: sources are as silent as they are", bad, {})
        site.daemon.kill()
    site.daemon.under = []
    site.daemon.start()
    site.expect_all("reboots")
    expect("an orderly stop", site.daemon.stop(), 0)

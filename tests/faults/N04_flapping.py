# SPDX-License-Identifier: EUPL-1.2
"""The connection breaks again and again: nothing is lost, and neither memory nor descriptors grow."""
from faults import *

FLAPS = 1000 if LONG else 40


def size(pid: int) -> tuple[int, int]:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    rss = int(next(l for l in status.splitlines() if l.startswith("VmRSS:")).split()[1])
    return rss, len(os.listdir(f"/proc/{pid}/fd"))


own_network()
with scratch() as name:
    site = Site(pathlib.Path(name), sources=2, calls=30 * FLAPS)
    rng = random.Random(5)
    site.daemon.start()
    for i in range(FLAPS):
        site.make((i + 1) / FLAPS)
        site.load(rng.uniform(0.02, 0.3))
        rule(site.feed, "-j", "REJECT", "--reject-with", "tcp-reset")
        site.load(rng.uniform(0.02, 0.1))
        no_rules()
        if i == FLAPS // 4:
            before = size(site.daemon.process.pid)
    after = size(site.daemon.process.pid)
    expect(f"descriptors {before[1]} → {after[1]}", after[1] <= before[1] + 4, True)
    # Open calls stay in memory for an hour: some 250 bytes each.
    grown, allowed = after[0] - before[0], 4096 + 60 * FLAPS * 250 // 1024
    expect(f"memory grew by {grown} KiB, {allowed} allowed", grown < allowed, True)
    site.expect_all(f"{FLAPS} flaps")
    expect("an orderly stop", site.daemon.stop(), 0)

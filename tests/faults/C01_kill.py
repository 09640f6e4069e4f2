# SPDX-License-Identifier: EUPL-1.2
"""kill -9 at random times under load from eight sources: every acknowledged event once, in the same
rows as an undisturbed run, no sample falls, and a start takes less than two seconds."""
from faults import *

CYCLES = 2000 if LONG else 300

with scratch() as name:
    site = Site(pathlib.Path(name), sources=8, calls=20 * CYCLES)
    rng = random.Random(3)
    falls: dict = {}
    slowest, lost = 0.0, 0
    known: dict[str, float] = {}
    for cycle in range(CYCLES):
        begin = time.monotonic()
        site.daemon.start()
        slowest = max(slowest, time.monotonic() - begin)
        now = counters(site.daemon.metrics())
        falls |= fallen(known, now)
        site.make((cycle + 1) / CYCLES)
        site.load(rng.uniform(0.005, 0.2 if not LONG else 0.5))
        known = counters(site.daemon.metrics())
        site.daemon.kill()
        if cycle % 100 == 99:
            print(f"{cycle + 1} kills, {site.acked} of {site.sent} acknowledged", flush=True)
    site.daemon.start()
    expect(f"no sample fell over {CYCLES} kills", falls, {})
    expect(f"no start took two seconds (the slowest {slowest:.2f} s)", slowest < 2, True)
    site.expect_all(f"{CYCLES} kills")
    expect("an orderly stop", site.daemon.stop(), 0)

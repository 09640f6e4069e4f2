# SPDX-License-Identifier: EUPL-1.2
"""No memory: requests for it fail at random, or all of it is used up. The process may die, but what
it acknowledged is there."""
from faults import *

need("fiu-run", "prlimit")
ROUNDS = 40 if LONG else 8

with scratch() as name:
    site = Site(pathlib.Path(name), sources=2, calls=4000)
    deaths = 0
    for i in range(ROUNDS):
        probability = 10 ** -(3 + i % 4)
        site.daemon.under = ["fiu-run", "-x", "-c",
                             f"enable_random name=libc/mm/malloc,probability={probability:.7f}"]
        if i % 4 == 3:
            site.daemon.under = ["prlimit", f"--as={(320 + 40 * i) << 20}"]
        site.daemon.launch()
        site.make((i + 1) / ROUNDS)
        end = time.monotonic() + 1
        while site.daemon.process.poll() is None and time.monotonic() < end:
            site.load(0.05)
        deaths += site.daemon.process.poll() is not None
        site.daemon.kill()
    expect(f"it does run out of memory ({deaths} of {ROUNDS} died of it)", deaths > 0, True)
    site.daemon.under = []
    site.daemon.start()
    site.expect_all("without memory")
    expect("an orderly stop", site.daemon.stop(), 0)

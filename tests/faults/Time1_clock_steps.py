# SPDX-License-Identifier: EUPL-1.2
"""The clock is set by a second, an hour and ten years, ahead and back, while calls wait: waits stay
what they are, since they come from the events. What seemed to lie in the future is refused, flagged,
and taken from the dead letters once the clock is right."""
from faults import *

need("faketime")
LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
YEARS = 315_360_000

with scratch() as name:
    where = pathlib.Path(name)
    site = Site(where, sources=2, calls=2400)
    stamp = write(where, "clock", "+0\n")
    site.daemon.environment = {"LD_PRELOAD": LIBRARY, "FAKETIME_TIMESTAMP_FILE": str(stamp),
                               "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    site.daemon.start()
    steps = (0, 1, -1, 3600, -3600, YEARS, 0, -YEARS)
    for i, step in enumerate(steps):
        stamp.write_text(f"{step:+d}\n")
        site.make((i + 1) / (len(steps) + 1))
        site.load(1.5)
        if step == -YEARS:
            skew = site.daemon.metrics().get('jonovahti_source_clock_skew_seconds{source="s1"}', 0)
            expect("a source that is ten years ahead is flagged", skew > YEARS - 86_400, True)
    refused = sum(v for k, v in site.daemon.metrics().items() if 'reason="future"' in k)
    expect(f"{refused:.0f} events seemed to lie in the future", refused > 0, True)
    expect("an orderly stop", site.daemon.stop(), 0)
    site.daemon.environment = {}
    # Before the next start: what was refused ten years ago is older than dead letters may be.
    subprocess.run([PROGRAM, "rebuild", "--config", site.config, "--dead-letters"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    site.daemon.start()
    site.deliver()
    expect("the rows are those of an undisturbed run", site.rows() == site.undisturbed(), True)
    expect("an orderly stop", site.daemon.stop(), 0)

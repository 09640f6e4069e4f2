# SPDX-License-Identifier: EUPL-1.2
"""A connection is dead and nobody says so: the daemon knows within seconds, withdraws the source's
figures, and takes it back when it comes again."""
from faults import *

own_network()
with scratch() as name:
    site = Site(pathlib.Path(name), calls=2000)
    site.daemon.start()
    site.make(0.5)
    site.load(2)
    up = 'jonovahti_source_up{source="s1"}'
    expect("connected", site.daemon.metric_becomes(up, 1), 1.0)
    rule(site.feed, "-j", "DROP")
    begin = time.monotonic()
    expect("half open: not connected any more", site.daemon.metric_becomes(up, 0, 8), 0.0)
    took = time.monotonic() - begin
    expect(f"known within 4 s ({took:.1f} s)", took < 4, True)
    waiting = [k for k in site.daemon.metrics() if k.startswith("jonovahti_queue_length{")]
    expect("and no queue length is shown", waiting, [])
    site.load(2)
    no_rules()
    begin = time.monotonic()
    while site.daemon.metrics().get(up) != 1 and time.monotonic() - begin < 10:
        site.load(0.1)
    took = time.monotonic() - begin
    expect(f"back within 5 s ({took:.1f} s)", took < 5, True)
    site.expect_all("half open")
    expect("an orderly stop", site.daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""A clock that runs 500 ppm too fast or too slow, or is slewed: nothing negative, nothing lost. Leap
seconds do not exist in the time that events carry: second 60 is refused."""
from faults import *

need("faketime")
LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"

with scratch() as name:
    site = Site(pathlib.Path(name), sources=2, calls=3000)
    site.senders[0].events.append(json.dumps({"v": 1, "type": "call.queued", "line": "aspa",
                                              "call": "leap", "at": "2016-12-31T23:59:60Z"}))
    rates = ("x1.0005", "x0.9995", "x1.1", "x0.9")
    for i, rate in enumerate(rates):
        site.daemon.environment = {"LD_PRELOAD": LIBRARY, "FAKETIME": f"+0 {rate}",
                                   "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        site.daemon.start()
        site.make((i + 1) / (len(rates) + 1))
        site.load(3)
        site.daemon.kill()
    site.daemon.environment = {}
    site.daemon.start()
    site.expect_all("drift")
    low = [row for row in site.rows() for key, value in row.items()
           if isinstance(value, (int, float)) and value < 0]
    expect("nothing is negative", low, [])
    expect("an orderly stop", site.daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""No time zone data on the machine: a start says so and changes nothing. What TZ says does not matter,
and what is stored does not depend on zones."""
from faults import *

need("unshare", "mount")

with scratch() as name:
    where = pathlib.Path(name)
    site = Site(where, calls=1000)
    site.daemon.start()
    site.make(0.5)
    site.load(2)
    expect("an orderly stop", site.daemon.stop(), 0)
    (where / "empty").mkdir()
    site.daemon.under = ["unshare", "-m", "sh", "-c",
                         f"mount --bind {where}/empty /usr/share/zoneinfo && exec \"$@\"", "sh"]
    site.daemon.launch()
    expect("a start without zones is refused", ended(site.daemon.process), 2)
    said = site.daemon.log.read_text().splitlines()[-1]
    expect(f"and says so: {said}", "zone" in said, True)
    site.daemon.under = []
    for tz in ("", "Asia/Tokyo", "/nonexistent", "xyz"):
        site.daemon.environment = {"TZ": tz, "TZDIR": "/nonexistent"}
        site.daemon.start()
        site.load(0.2)
        expect(f"TZ={tz!r} changes nothing", site.daemon.stop(), 0)
    site.daemon.environment = {}
    text = site.config.read_text()
    # Opening hours and due days are those of the zone in which a row was counted.
    site.left_out += ("open_ms", "callback_open_delay_ms", "callbacks_same_day",
                      "callbacks_attempted_same_day", "callbacks_waiting_out")
    site.config.write_text(text + "timezone: Asia/Kathmandu\n")
    site.daemon.start()
    site.expect_all("in a zone of another quarter of the hour")
    expect("an orderly stop", site.daemon.stop(), 0)
    site.config.write_text(text)
    site.daemon.start()
    site.expect_all("and back")
    expect("an orderly stop", site.daemon.stop(), 0)

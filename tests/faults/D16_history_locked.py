# SPDX-License-Identifier: EUPL-1.2
"""Another program holds history.db: events are taken and acknowledged all the same, and what was not
saved meanwhile is saved later."""
from faults import *
import sqlite3

with scratch() as name:
    site = Site(pathlib.Path(name), sources=2, calls=2000)
    site.daemon.start()
    site.make(0.3)
    site.load(2)
    other = sqlite3.connect(site.data / "history.db", isolation_level=None, timeout=1)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE stranger (x)")
    site.make(0.7)
    held = site.acked
    site.load(70 if LONG else 4)
    expect("it goes on without its history", site.acked > held, True)
    site.daemon.kill()
    other.execute("ROLLBACK")
    other.close()
    site.daemon.start()
    site.expect_all("a locked history")
    expect("an orderly stop", site.daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""The disk fills up while events come: nothing more is acknowledged, no more credit is given, the
daemon says that it is not ready, and goes on by itself once there is room."""
from faults import *

need("mount")

with scratch() as name:
    where = pathlib.Path(name)
    with mounted(where / "mnt", "-t", "tmpfs", "-o", "size=24m", "none") as folder:
        site = Site(where, sources=2, calls=3000, data=folder / "data")
        site.daemon.start()
        site.make(0.3)
        site.load(5)
        filler = fill(folder)
        site.make(0.9)
        site.load(3)
        held = site.acked
        expect("with a full disk it is not ready", site.daemon.get("/readyz")[0], 503)
        expect("but alive", site.daemon.get("/healthz")[0], 200)
        expect("and its figures can be read", site.daemon.get("/metrics")[0], 200)
        site.load(2)
        expect("nothing is acknowledged any more", site.acked, held)
        expect("and no credit is left", [sender.credit for sender in site.senders], [0, 0])
        filler.unlink()
        site.load(6)
        expect("room again: it is ready", site.daemon.get("/readyz")[0], 200)
        expect("and goes on by itself", site.acked > held, True)
        site.expect_all("a full disk")
        # Killed while the disk is full.
        fill(folder)
        site.daemon.kill()
        (folder / "filler").unlink()
        site.daemon.start()
        site.expect_all("killed with a full disk")
        expect("an orderly stop", site.daemon.stop(), 0)

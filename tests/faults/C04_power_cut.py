# SPDX-License-Identifier: EUPL-1.2
"""The power goes: of the disk only what had reached it is there afterwards. The daemon's directory is
a file system in a file; what that file holds at the instant of the cut, the system's cache left out,
is mounted as the machine would after it comes back. Nothing acknowledged may be missing.

The control: the same with syncs that do nothing must lose something, or this proves nothing."""
from faults import *

need("mount", "mkfs.ext4", "eatmydata")
CUTS = 40 if LONG else 6


def cut(where: pathlib.Path, real: bool, seed: int) -> tuple[int, int]:
    """Acknowledged before the cut, and of these known after it."""
    disk, after = where / "disk", where / "after"
    subprocess.run(["truncate", "-s", "64M", disk], check=True)
    subprocess.run(["mkfs.ext4", "-q", "-F", disk], check=True)
    # Nothing goes to the disk by itself while this runs.
    with mounted(where / "mnt", "-o", "loop,commit=300", str(disk)) as folder:
        site = Site(where, calls=3000, data=folder / "data", seed=seed)
        site.daemon.under = [] if real else ["eatmydata"]
        site.daemon.start()
        site.load(random.Random(seed).uniform(0.1, 0.4))
        site.daemon.kill()
        shutil.copyfile(disk, after)
    acked = site.acked
    with mounted(where / "mnt", "-o", "loop", str(after)):
        site.daemon.under = []
        if not real:
            return acked, highest_known(site)
        known = highest_known(site)
        site.daemon.start()
        site.expect_all(f"cut {seed}, {acked} acknowledged before it")
        site.daemon.kill()
    return acked, known


def highest_known(site: Site) -> int:
    """The number that the daemon says WELCOME with; 0 where it does not even start."""
    try:
        site.daemon.start(10)
    except AssertionError:
        return 0
    sender = Sender(f"tcp://127.0.0.1:{site.feed}", "s1", "e1", site.senders[0].events)
    sender.made = 0
    end = time.monotonic() + 10
    while sender.acked == 0 and time.monotonic() < end:
        sender.step()
    sender.close()
    site.daemon.kill()
    return sender.acked


with scratch() as name:
    for seed in range(CUTS):
        where = pathlib.Path(name) / f"cut{seed}"
        where.mkdir()
        acked, known = cut(where, True, seed)
        expect(f"cut {seed}: all that was acknowledged is there", known >= acked > 0, True)
    control = pathlib.Path(name) / "control"
    control.mkdir()
    acked, known = cut(control, False, 99)
    expect(f"control: without syncs, {acked} were acknowledged and {known} are there",
           known < acked, True)

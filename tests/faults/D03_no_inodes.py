# SPDX-License-Identifier: EUPL-1.2
"""The file system has no inodes left: a running daemon goes on; one that is started says what is
wrong, and starts once there are some."""
from faults import *

need("mount", "mkfs.ext4")

def use_up_inodes(folder: pathlib.Path) -> None:
    with contextlib.suppress(OSError):
        for i in range(1000):
            (folder / f"filler{time.monotonic_ns()}").touch()
    expect("the inodes are used up", os.statvfs(folder).f_ffree, 0)


with scratch() as name:
    where = pathlib.Path(name)
    subprocess.run(["truncate", "-s", "32M", where / "disk"], check=True)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-N", "64", where / "disk"], check=True)
    with mounted(where / "mnt", "-o", "loop", str(where / "disk")) as folder:
        site = Site(where, calls=1500, data=folder / "data")
        site.daemon.start()
        site.make(0.3)
        site.load(3)
        use_up_inodes(folder)
        held = site.acked
        site.make(0.6)
        site.load(3)
        expect("a running daemon goes on", site.acked > held, True)
        site.daemon.kill()
        # After a kill its files are all there; after a clean stop some have to be made again.
        site.daemon.start()
        expect("an orderly stop", site.daemon.stop(), 0)
        use_up_inodes(folder)
        site.daemon.launch()
        code = ended(site.daemon.process)
        log = site.daemon.log.read_text()
        expect("a start that finds none ends with an error", code, 1)
        said = log.splitlines()[-1]
        expect(f"that says where to look: {said}", "df -i" in said or "No space left" in said, True)
        for filler in folder.glob("filler*"):
            filler.unlink()
        site.daemon.start()
        site.expect_all("without inodes")
        expect("an orderly stop", site.daemon.stop(), 0)

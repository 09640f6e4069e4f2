# SPDX-License-Identifier: EUPL-1.2
"""The file system goes read-only under the daemon, as ext4 does by itself when the disk fails: it is
not ready and acknowledges nothing; on a mended one it has all that it acknowledged."""
from faults import *

need("mount", "mkfs.ext4", "fsck.ext4")

with scratch() as name:
    where = pathlib.Path(name)
    subprocess.run(["truncate", "-s", "32M", where / "disk"], check=True)
    subprocess.run(["mkfs.ext4", "-q", "-F", where / "disk"], check=True)
    with mounted(where / "mnt", "-o", "loop", str(where / "disk")) as folder:
        site = Site(where, calls=2000, data=folder / "data")
        site.daemon.start()
        site.make(0.4)
        site.load(2)
        held = site.acked
        expect("before, it acknowledges", held > 0, True)
        subprocess.run(["mount", "-o", "remount,abort", str(folder)], check=False)
        site.make(0.8)
        end = time.monotonic() + 5
        while site.daemon.process.poll() is None and time.monotonic() < end:
            site.load(0.1)
        expect("nothing is acknowledged any more", site.acked, held)
        if site.daemon.process.poll() is None:
            expect("it is not ready", site.daemon.get("/readyz")[0], 503)
        said = site.daemon.log.read_text().splitlines()
        wanted = ("Read-only", "read-only", "readonly", "Input/output error")
        expect("and says why", [line for line in said if any(w in line for w in wanted)] != [], True)
        site.daemon.kill()
    subprocess.run(["fsck.ext4", "-fy", where / "disk"], check=False, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    with mounted(where / "mnt", "-o", "loop", str(where / "disk")):
        site.daemon.start()
        site.expect_all("mended")
        expect("an orderly stop", site.daemon.stop(), 0)

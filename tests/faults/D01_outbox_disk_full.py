# SPDX-License-Identifier: EUPL-1.2
"""The disk of a sender's outbox is full: `feed` waits, and delivers every line once there is room."""
from faults import *
import threading

need("mount")

with scratch() as name:
    where = pathlib.Path(name)
    site = Site(where, calls=3000)
    site.daemon.start()
    lines = site.senders[0].events
    with mounted(where / "mnt", "-t", "tmpfs", "-o", "size=8m", "none") as folder:
        feed = subprocess.Popen([PROGRAM, "feed", "--to", f"tcp://127.0.0.1:{site.feed}", "--source",
                                 "s1", "--outbox", folder / "outbox"], stdin=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)
        half = len(lines) // 2
        feed.stdin.write("\n".join(lines[:half]) + "\n")
        feed.stdin.flush()
        end = time.monotonic() + 10
        taken = lambda: sum(v for k, v in site.daemon.metrics().items()
                            if k.startswith("jonovahti_source_received_total"))
        while taken() < half and time.monotonic() < end:
            time.sleep(0.05)
        expect("half is delivered", taken(), float(half))
        filler = fill(folder)
        rest = threading.Thread(target=lambda: (feed.stdin.write("\n".join(lines[half:]) + "\n"),
                                                feed.stdin.close()), daemon=True)
        rest.start()  # it takes no more than it can keep
        time.sleep(3)
        expect("with a full disk it waits", feed.poll(), None)
        filler.unlink()
        code = ended(feed, 20)
        said = feed.stderr.read()
        expect("with room again it delivers all and ends", code, 0)
        expect("having said what it waited for", "make room on the disk" in said, True)
        expect("and how many", f"{len(lines)} lines taken, all acknowledged" in said, True)
    site.senders = []
    recorded = write(where, "sent.ndjson", "\n".join(lines) + "\n")
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    wanted = site.strip(replay(site.config, [recorded], "--until", now))
    expect("every line once", site.rows() == wanted, True)
    expect("an orderly stop", site.daemon.stop(), 0)

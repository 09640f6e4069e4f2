# SPDX-License-Identifier: EUPL-1.2
"""Memory, descriptors and threads stay what they are under steady traffic and readers."""
from faults import *

SECONDS = 72 * 3600 if LONG and os.environ.get("JONO_SOAK") else (1800 if LONG else 20)


def size(pid: int) -> tuple[int, int, int]:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    field = lambda key: int(next(l for l in status.splitlines() if l.startswith(key)).split()[1])
    return field("VmRSS:"), len(os.listdir(f"/proc/{pid}/fd")), field("Threads:")


with scratch() as name:
    # What has ended is forgotten after a second, so that open calls do not grow with the time.
    site = Site(pathlib.Path(name), sources=4, calls=40 * SECONDS, more="store: {settle_after: 1s}\n")
    site.daemon.start()
    samples = []
    for i in range(20):
        site.make((i + 1) / 20)
        end = time.monotonic() + SECONDS / 20
        while time.monotonic() < end:
            site.load(0.05)
            site.daemon.metrics()
            site.daemon.get("/api/v1/live")
            time.sleep(0.05)
        samples.append(size(site.daemon.process.pid))
    half = samples[len(samples) // 2:]
    rss = [s[0] for s in half]
    print(f"RSS over the second half: {rss[0]} to {rss[-1]} KiB; descriptors {half[-1][1]}, "
          f"threads {half[-1][2]}")
    expect("descriptors and threads do not grow",
           (max(s[1] for s in half) <= max(s[1] for s in samples[:10]) + 2,
            max(s[2] for s in half) <= max(s[2] for s in samples[:10])), (True, True))
    expect("memory grows by less than 2 MiB", rss[-1] - rss[0] < 2048, True)
    site.expect_all("soak")
    expect("an orderly stop", site.daemon.stop(), 0)

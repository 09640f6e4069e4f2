# SPDX-License-Identifier: EUPL-1.2
"""What systemd is told: ready once sources are taken from, alive while the ledger works, and not
while one sync holds it up for longer than systemd waits."""
import select
import socket

from faults import *

need("strace")
PATIENCE = 6  # seconds; a sync may take five sixths of it

with scratch() as name:
    where = pathlib.Path(name)
    site = Site(where, calls=300)
    heard: list[tuple[float, str]] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(where / "notify"))

        def listen(seconds: float, until: str = "never") -> bool:
            """Hears for so long, or until it is said."""
            end = time.monotonic() + seconds
            while (left := end - time.monotonic()) > 0:
                if select.select([systemd], [], [], left)[0]:
                    heard.append((time.monotonic(), systemd.recv(4096).decode()))
                    if until in heard[-1][1]:
                        return True
            return False

        def alive(since: float) -> int:
            return sum(said == "WATCHDOG=1" and at > since for at, said in heard)

        site.daemon.environment = {"NOTIFY_SOCKET": str(where / "notify"),
                                   "WATCHDOG_USEC": str(PATIENCE * 1_000_000)}
        site.daemon.launch()
        expect("ready", listen(30, "READY=1"), True)
        expect("and by then it is", site.daemon.get("/readyz")[0], 200)
        begin = time.monotonic()
        listen(PATIENCE / 2)
        expect("alive, some times within its patience", alive(begin) >= 3, True)

        site.daemon.process.send_signal(signal.SIGHUP)
        expect("reloading, which is told with its time",
               (listen(20, "RELOADING=1"), "MONOTONIC_USEC=" in heard[-1][1]), (True, True))
        expect("and ready again", listen(30, "READY=1"), True)
        expect("an orderly stop", site.daemon.stop(), 0)
        expect("which was told", listen(5, "STOPPING=1"), True)

        site.daemon.under = strace(f"fdatasync:delay_enter={3 * PATIENCE * 1_000_000}:when=3+")
        site.daemon.launch()
        expect("ready on a slow disk", listen(60, "READY=1"), True)
        listen(PATIENCE / 4)
        expect("and alive", heard[-1][1], "WATCHDOG=1")
        site.make(1)
        begin = time.monotonic()
        while time.monotonic() - begin < PATIENCE:  # a sync is under way
            site.load(0.5)
            listen(0.1)
        stuck = time.monotonic()
        listen(PATIENCE)
        expect("nothing is said for as long as systemd waits", alive(stuck), 0)
        expect("though it answers", site.daemon.get("/healthz")[0], 200)
        site.daemon.kill()
    site.daemon.under, site.daemon.environment = [], {}
    site.daemon.start()
    site.expect_all("ended by systemd")
    expect("an orderly stop", site.daemon.stop(), 0)

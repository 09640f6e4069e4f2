# SPDX-License-Identifier: EUPL-1.2
"""No room at the N-th write, for N after N, of the journal, the history and their logs: what was
there stays whole, and what was acknowledged is there."""
from faults import *

need("strace")
FILES = ("journal.db-wal", "journal.db", "history.db-wal", "history.db")

for file in FILES:
    with scratch() as name:
        site = Site(pathlib.Path(name), calls=800)
        site.daemon.start()
        site.make(0.05)
        site.load(2)
        site.daemon.stop()
        numbers = range(1, 40, 1 if LONG else 6)
        for i, number in enumerate(numbers):
            site.daemon.under = strace(f"pwrite64:error=ENOSPC:when={number}",
                                       path=site.data / file)
            site.daemon.launch()
            site.make((i + 1) / len(numbers))
            end = time.monotonic() + 0.7
            while site.daemon.process.poll() is None and time.monotonic() < end:
                site.load(0.05)
            if site.daemon.process.poll() is None:
                site.daemon.process.send_signal(signal.SIGTERM)
            code = ended(site.daemon.process)
            if code not in (0, 1):
                expect(f"{file}, write {number}: it ends in order", code, "0 or 1")
        site.daemon.under = []
        site.daemon.start()
        site.expect_all(f"{file}, {len(numbers)} writes without room")
        site.daemon.kill()

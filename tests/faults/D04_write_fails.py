# SPDX-License-Identifier: EUPL-1.2
"""The disk fails at a write of the journal: the daemon stops acknowledging and ends with an error;
started again it has all that it acknowledged, and the rest comes again."""
from faults import *

need("strace")

with scratch() as name:
    site = Site(pathlib.Path(name), calls=1500)
    site.daemon.start()
    site.make(0.1)
    site.load(2)
    expect("an orderly stop", site.daemon.stop(), 0)
    numbers = range(1, 30, 1 if LONG else 5)
    for i, number in enumerate(numbers):
        site.daemon.under = strace(f"pwrite64:error=EIO:when={number}+",
                                   path=site.data / "journal.db-wal")
        site.daemon.launch()
        site.make((i + 2) / (len(numbers) + 2))
        end = time.monotonic() + 10
        while site.daemon.process.poll() is None and time.monotonic() < end:
            site.load(0.05)
        expect(f"write {number} fails: it ends with an error", ended(site.daemon.process, 5), 1)
    log = site.daemon.log.read_text()
    expect("and says which file, and what is wrong",
           "journal.db" in log and "Input/output error" in log, True)
    site.daemon.under = []
    site.daemon.start()
    site.expect_all(f"{len(numbers)} failed writes")
    expect("an orderly stop", site.daemon.stop(), 0)

# SPDX-License-Identifier: EUPL-1.2
"""One sync of the journal fails, and every later one would succeed: those later ones prove nothing,
so no acknowledgement leaves after the failure, the daemon ends with an error, and the batch comes
again. For the N-th sync of any thread, N after N: which file's that is depends on the machine, so
it goes on until the journal was hit often enough."""
from faults import *

need("strace")


def acks_after_failure(trace: pathlib.Path) -> int:
    """-1 where no sync of the journal has failed."""
    acks = -1
    for line in trace.read_text(errors="replace").splitlines():
        if "(INJECTED)" in line and "journal.db" in line:
            acks = max(acks, 0)
        elif acks >= 0 and "ACK" in line and ("send" in line or "write" in line):
            acks += 1
    return acks


with scratch() as name:
    where = pathlib.Path(name)
    site = Site(where, calls=1500)
    site.daemon.start()
    site.make(0.1)
    site.load(2)
    expect("an orderly stop", site.daemon.stop(), 0)
    most, enough = 24, 24 if LONG else 3
    hit = number = 0
    while number < most and hit < enough:
        number += 1
        trace = where / f"trace{number}"
        site.daemon.under = ["strace", "-D", "-f", "-qq", "-y", "-s", "300", "-o", str(trace), "-e",
                             "trace=fdatasync,sendto,sendmsg,writev", "-e",
                             f"inject=fdatasync:error=EIO:when={number}"]
        site.daemon.launch()
        site.make((number + 2) / (most + 3))
        end = time.monotonic() + 4
        while site.daemon.process.poll() is None and time.monotonic() < end:
            site.load(0.03, batches=(1,))
            for sender in site.senders:
                sender.made = min(len(sender.events), sender.made + 3)
        site.daemon.kill() if acks_after_failure(trace) < 0 else None  # it was another file's sync
        code, acks = ended(site.daemon.process, 5), acks_after_failure(trace)
        if acks >= 0:
            hit += 1
            expect(f"sync {number} fails: it ends with an error, acknowledging nothing after it",
                   (code, acks), (1, 0))
    expect(f"of {number} syncs that failed, {hit} were the journal's", hit > 1, True)
    site.daemon.under = []
    site.daemon.start()
    site.expect_all(f"{number} failed syncs")
    expect("an orderly stop", site.daemon.stop(), 0)

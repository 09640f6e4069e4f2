# SPDX-License-Identifier: EUPL-1.2
"""A source that names hundreds of thousands of lines that nobody configured, some of them hostile:
each is refused, no metric is made for it, memory stays, and the log names a line once at most."""
from faults import *

need("promtool")
NAMES = 1_000_000 if LONG else 100_000
HOSTILE = ['a"b', "a\\b", "a\nb", "räkä", '{evil="1"}', "a,b=c", "\u202egnp", "x" * 10_000]

with scratch() as name:
    site = Site(pathlib.Path(name), calls=10)
    at = int(time.time() * 1000) - 60_000
    sender = site.senders[0]
    sender.events = [json.dumps({"v": 1, "type": "call.queued", "at": at, "call": f"c{i}",
                                 "line": HOSTILE[i % 1000] if i % 1000 < len(HOSTILE) else f"l{i}"})
                     for i in range(NAMES)]
    sender.made = NAMES
    site.daemon.start()
    site.load(2)
    before = set(site.daemon.metrics())
    end = time.monotonic() + 300
    while sender.acked < NAMES and time.monotonic() < end:
        sender.step(64, 5)
    refused = 'jonovahti_source_rejected_total{source="s1",reason="unknown_line"}'
    expect("each is refused", site.daemon.metric_becomes(refused, NAMES, 20), float(NAMES))
    more = {m for m in set(site.daemon.metrics()) - before if "line=" in m or "reason=" in m}
    expect("there is no metric more", more, set())
    status = pathlib.Path(f"/proc/{site.daemon.process.pid}/status").read_text()
    rss = int(next(l for l in status.splitlines() if l.startswith("VmRSS:")).split()[1])
    expect(f"memory stays ({rss // 1024} MiB)", rss < 300 * 1024, True)
    log = site.daemon.log.stat().st_size
    expect(f"and the log is short ({log} bytes)", log < 100_000, True)
    checked = subprocess.run(["promtool", "check", "metrics"], text=True,
                             input=site.daemon.get("/metrics")[1], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
    expect("promtool takes the metrics", (checked.returncode, checked.stdout.strip()), (0, ""))
    expect("an orderly stop", site.daemon.stop(), 0)

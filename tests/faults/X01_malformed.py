# SPDX-License-Identifier: EUPL-1.2
"""Every kind of malformed event over the feed: refused for a reason, acknowledged all the same, and
nothing of its content in a log or on the disk."""
from faults import *

CANARY = "0401234567"
GOOD = f'{{"v":1,"type":"call.queued","at":AT,"line":"aspa","call":"{CANARY}"}}'
BAD = {
    "not_json": [" ", "{", "[]", "null", f'"{CANARY}"', "{}{}", f"{{{CANARY}}}",
                 GOOD.replace("1,", "NaN,", 1), GOOD[:-1], "[" * 10_000, '{"a":' * 2_500,
                 f'{{"v":1,"type":"\\ud800{CANARY}"}}'],
    "bad_version": [GOOD.replace('"v":1', '"v":2'), GOOD.replace('"v":1', '"v":"1"'),
                    GOOD.replace('"v":1', '"v":1.0'), GOOD.replace('"v":1', '"v":1e400'),
                    GOOD.replace('"v":1,', "")],
    "unknown_type": [GOOD.replace("call.queued", f"call.{CANARY}"),
                     GOOD.replace('"call.queued"', "7")],
    "bad_at": [GOOD.replace("AT", v) for v in
               ('"0:26:79"', f'"{CANARY}"', "-1e400", "1.5", '"2026-02-30T00:00:00Z"', "null")],
    "future": [GOOD.replace("AT", v) for v in ('"2106-02-07T06:28:15Z"', "253402300799999")],
    "unknown_line": [GOOD.replace('"aspa"', f'"{CANARY}"'), GOOD.replace('"aspa"', '"\\u0000"')],
    "bad_id": [GOOD.replace(f'"{CANARY}"', v) for v in ('""', "null", "7", f'"{CANARY * 13}"')],
    "too_long": [GOOD.replace('"v":1', f'"v":1,"note":"{"x" * 17_000}"')],
    "other_source": [GOOD.replace('"v":1', '"v":1,"source":"s2"')],
}

with scratch() as name:
    where = pathlib.Path(name)
    site = Site(where, sources=2, calls=10)
    now = str(int(time.time() * 1000) - 60_000)
    sender = site.senders[0]
    sender.events = [line.replace("AT", now) for lines in BAD.values() for line in lines]
    sender.made = len(sender.events)
    site.daemon.start()
    end = time.monotonic() + 20
    while sender.acked < sender.made and time.monotonic() < end:
        sender.step(1, 5)
    expect("every one is acknowledged", sender.acked, sender.made)
    last = 'jonovahti_source_rejected_total{source="s1",reason="other_source"}'
    site.daemon.metric_becomes(last, 1)
    got = {m.split('reason="')[1][:-2]: v for m, v in site.daemon.metrics().items()
           if m.startswith('jonovahti_source_rejected_total{') and 'source="s1"' in m and v}
    expect("each refused for its reason", got, {k: float(len(v)) for k, v in BAD.items()})
    expect("an orderly stop", site.daemon.stop(), 0)
    for path in [site.daemon.log, *sorted(site.data.iterdir())]:
        if path.is_file():
            expect(f"nothing of them in {path.name}", CANARY.encode() in path.read_bytes(), False)

# SPDX-License-Identifier: EUPL-1.2
"""Made-up events of one source, good ones and a few that are refused."""
import json
import random

QUEUES = ["aspa", "seniorilinja", "sosiaalihuolto", "vaihde"]


def traffic(source: str, calls: int, seed: int, begin: int, lines=QUEUES) -> list[str]:
    """Calls of all lines, callbacks, some never ended, some poison: one source's events in order,
    within three hours and a little."""
    step = min(1700, 3 * 3_600_000 // calls)
    rng = random.Random(f"{source} {seed}")
    out = []
    for i in range(calls):
        at = begin + i * step
        call = {"v": 1, "source": source, "line": rng.choice(lines), "call": f"{source}-{i}"}
        out.append((at, {**call, "type": "call.queued", "at": at}))
        end = at + rng.randrange(1, 200_000)
        kind = rng.choice(["call.answered", "call.answered", "call.abandoned", None])
        if kind:
            out.append((end, {**call, "type": kind, "at": end}))
        if kind == "call.answered":
            out.append((end + 60_000, {**call, "type": "call.ended", "at": end + 60_000}))
        if i % 10 == 0:
            back = {"v": 1, "source": source, "line": call["line"], "callback": f"{source}b{i}"}
            out.append((at, {**back, "type": "callback.requested", "at": at}))
            out.append((end, {**back, "type": "callback.reached", "at": end}))
        if i % 100 == 0:
            out.append((at, {**call, "type": "call.queued", "at": "0:26:79"}))
    out.sort(key=lambda e: e[0])
    return [json.dumps(event) for _, event in out]

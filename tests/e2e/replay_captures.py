# SPDX-License-Identifier: EUPL-1.2
"""replay of a real Asterisk's recordings gives what that Asterisk wrote of itself."""
import json
import lzma
import pathlib

from jono import FIXTURES, LINES, expect, replay, scratch, sums, write

ASTERISK = FIXTURES / "asterisk"
SOURCES = """
sources:
  pbx:
    type: asterisk_ami
    address: 127.0.0.1:5038
    user: qmon
    secret_file: /nonexistent
    events: {queue_done: QueueDone, callback_requested: CallbackRequested,
             callback_reached: CallbackAnswered, callback_failed: CallbackFailed}
"""
COUNTS = ("offered", "answered", "abandoned", "redirected", "lost")
WAITS = ("wait_answered_ms", "wait_abandoned_ms", "wait_redirected_ms")
OUTCOME = {"answered": 0, "abandoned": 1}


def unpacked(folder: pathlib.Path, name: str) -> pathlib.Path:
    out = folder / name
    out.write_bytes(lzma.decompress((ASTERISK / f"{name}.xz").read_bytes()))
    return out


def truth(name: str) -> dict:
    return json.loads(lzma.decompress((ASTERISK / f"{name}.json.xz").read_bytes()))


def ends(queue: dict) -> list[int]:
    others = sum(queue[k] for k in ("timeout", "key", "empty", "withdrawn"))
    return [queue["offered"], queue["answered"], queue["abandoned"], others, 0]


def log_waits(queue: dict) -> list[int]:
    w = queue["wait_sum_s"]
    others = sum(w[k] for k in ("timeout", "key", "empty", "withdrawn"))
    return [1000 * w["answered"], 1000 * w["abandoned"], 1000 * others]


def exact_waits(visits: list[dict]) -> dict[str, list[int]]:
    """From the manager stream's own stamps, each cut to the millisecond."""
    out: dict[str, list[int]] = {}
    for v in visits:
        wait = int(round(v["left"] * 1e6)) // 1000 - int(round(v["joined"] * 1e6)) // 1000
        out.setdefault(v["queue"], [0, 0, 0])[OUTCOME.get(v["outcome"], 2)] += wait
    return out


def main_capture(folder: pathlib.Path, config: pathlib.Path) -> None:
    queues = truth("main.truth")["queues"]
    counts = {q: ends(t) for q, t in queues.items()}
    visits = truth("main.ami_visits")
    waits = exact_waits(visits["visits"])
    log = ASTERISK / "main.queue_log"
    streams = {name: unpacked(folder, name) for name in ("main.qmon.ami", "main.agentonly.ami")}

    rows = replay(config, [log])
    expect("main.queue_log: outcomes", sums(rows, *COUNTS), counts)
    expect("main.queue_log: waits", sums(rows, *WAITS),
           {q: log_waits(t) for q, t in queues.items()})
    refused = {q: [sum(r.values())] for q, r in visits["refused_by_UserEvent"].items()}
    for name, path in streams.items():
        rows = replay(config, [path])
        expect(f"{name}: outcomes", sums(rows, *COUNTS), counts)
        expect(f"{name}: waits", sums(rows, *WAITS), waits)
        got = {q: r for q, r in sums(rows, "refused").items() if r != [0]}
        expect(f"{name}: refused", got, refused)
    for inputs in ([log, *streams.values()], [*streams.values(), log]):
        rows = replay(config, inputs)
        expect("all streams of the PBX together: outcomes", sums(rows, *COUNTS), counts)
        expect("all streams of the PBX together: waits", sums(rows, *WAITS), waits)
    total = [sum(c[i] for c in counts.values()) for i in range(5)]
    expect("in all", total, [348, 245, 57, 24 + 14 + 7 + 1, 0])


def restart(folder: pathlib.Path, config: pathlib.Path) -> None:
    rows = replay(config, [ASTERISK / "restart.queue_log"])
    lost = sum(v[0] for v in sums(rows, "lost").values())
    abandoned = sum(v[0] for v in sums(rows, "abandoned").values())
    expect("restart.queue_log: lost, abandoned", [lost, abandoned], [6, 0])
    rows = replay(config, [ASTERISK / "restart.qmon.conn1.ami"], "--received",
                  str(ASTERISK / "restart.qmon.conn1.times.tsv"))
    lost = sum(v[0] for v in sums(rows, "lost").values())
    abandoned = sum(v[0] for v in sums(rows, "abandoned").values())
    expect("restart.qmon.conn1.ami: lost, abandoned", [lost, abandoned], [6, 0])


with scratch() as name:
    where = pathlib.Path(name)
    settings = write(where, "config.yaml", LINES + SOURCES)
    main_capture(where, settings)
    restart(where, settings)

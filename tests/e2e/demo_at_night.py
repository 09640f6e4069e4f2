# SPDX-License-Identifier: EUPL-1.2
"""The demonstration moves at any hour of any day: here late on a Sunday night, by a faked clock."""
import pathlib
import time

from daemon import Daemon, free_port
from jono import ROOT, expect, scratch, write

NIGHT = "@2026-11-29 23:40:00"


def moved(metrics: dict[str, float]) -> float:
    return sum(v for k, v in metrics.items() if k.startswith("jonovahti_source_events_total"))


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    text = (ROOT / "deploy/demo.yaml").read_text(encoding="utf-8")
    text = text.replace("@DATA_DIR@", f"{where}/data").replace(":9636", f":{http}")
    text = text.replace(":5556", f":{feed}")
    daemon = Daemon(write(where, "demo.yaml", text), http)
    daemon.environment = {
        "LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
        "FAKETIME": NIGHT, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC",
    }
    daemon.start()
    daemon.metric_becomes('jonovahti_source_up{source="simulator"}', 1)
    end = time.monotonic() + 30
    while (first := moved(daemon.metrics())) < 1000 and time.monotonic() < end:
        time.sleep(0.2)
    metrics = daemon.metrics()
    expect("this morning was told", first >= 1000, True)
    for line in ("aspa", "vaihde", "sosiaalihuolto", "seniorilinja"):
        day = metrics[f'jonovahti_calls_offered_total{{line="{line}"}}']
        expect(f"{line} has had calls", day > 5, True)
    end = time.monotonic() + 90
    while moved(daemon.metrics()) == first and time.monotonic() < end:
        time.sleep(0.5)
    expect("and it goes on", moved(daemon.metrics()) > first, True)
    expect("an orderly stop", daemon.stop(), 0)

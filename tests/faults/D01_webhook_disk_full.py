# SPDX-License-Identifier: EUPL-1.2
"""The disk fills up while events are posted: 503 with Retry-After and no 202, and the sender's retry loses
and doubles nothing."""
from faults import *
from hook import Poster
from jono import LINES

need("mount")

NOW = int(time.time() * 1000)
events = [json.dumps({"v": 1, "type": kind, "at": NOW - 60_000 + i, "line": "aspa", "call": f"c{i}"})
          for i in range(3000) for kind in ("call.queued", "call.abandoned")]
batches = ["\n".join(events[i:i + 100]) for i in range(0, len(events), 100)]


def post(batch: str) -> tuple[int, bool]:
    status, headers, _ = poster.post("hook", batch, {"Content-Type": "application/x-ndjson"})
    return status, "Retry-After" in headers


with scratch() as name:
    where = pathlib.Path(name)
    with mounted(where / "mnt", "-t", "tmpfs", "-o", "size=24m", "none") as folder:
        port = free_port()
        settings = write(where, "config.yaml", f"""{LINES}data_dir: {folder}/data
sources: {{hook: {{type: webhook, rate: 10000}}}}
http: {{listen: "127.0.0.1:{port}", socket: {where}/control.sock}}
""")
        daemon = Daemon(settings, port)
        daemon.start()
        poster = Poster(where / "control.sock")
        taken = 0
        for _ in range(10):
            expect("room: taken", post(batches[taken]), (202, False))
            taken += 1
        filler = fill(folder)
        refused = 0
        while refused < 3:
            status, told = post(batches[taken])
            if status == 202:  # what was free inside the files is used up first
                taken += 1
                continue
            refused += 1
            expect("full: to be sent again", (status, told), (503, True))
        expect("and not ready", daemon.get("/readyz")[0], 503)
        filler.unlink()
        end = time.monotonic() + 20
        while taken < len(batches):
            assert time.monotonic() < end, daemon.log.read_text()
            taken += post(batches[taken])[0] == 202
        offered = 'jonovahti_calls_offered_total{line="aspa"}'
        expect("each call counts once", daemon.metric_becomes(offered, 3000), 3000.0)
        expect("an orderly stop", daemon.stop(), 0)

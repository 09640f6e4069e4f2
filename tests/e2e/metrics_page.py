# SPDX-License-Identifier: EUPL-1.2
"""docs/metrics.md knows every metric that a running daemon gives: its type, its meaning, its labels."""
import pathlib
import sys

from daemon import Daemon, free_port
from jono import PROGRAM, ROOT, expect, scratch, write
from receivers import until

sys.path.insert(0, str(ROOT / "docs"))
from generator import metrics  # noqa: E402

KNOWN = metrics.known(str(PROGRAM))

with scratch() as name:
    where = pathlib.Path(name)
    http = free_port()
    daemon = Daemon(write(where, "config.yaml", f"""lines: {{aspa: {{group: g}}, vaihde: {{}}}}
data_dir: {where}/data
backlogs: {{sanelu: {{targets: {{urgent: 0d, other: 5d}}}}}}
sources: {{simulator: {{type: simulator, turned: true}}, ace: {{type: feed}}}}
feed: {{listen: ["ipc://{where}/feed"]}}
http: {{listen: "127.0.0.1:{http}"}}
alerts:
  rules: [{{alert: Waiting, when: queue_length >= 0, only: always}}]
  notify: [{{type: webhook, url: "http://127.0.0.1:1"}}]
"""), http)
    daemon.start()
    until("calls have been answered",
          lambda: daemon.metrics().get('jonovahti_calls_answered_total{line="aspa"}', 0) > 0, 30)
    given = metrics.families(daemon.get("/metrics")[1])
    expect("it gives metrics", len(given) > 100, True)
    expect("the page knows them all", sorted(set(given) - set(KNOWN)), [])
    expect("with their types and meanings",
           {n for n, f in given.items() if (f.kind, f.says) != (KNOWN[n].kind, KNOWN[n].says)}, set())
    expect("and labels", {n: set(f.labels) for n, f in given.items() if set(f.labels) - set(KNOWN[n].labels)}, {})
    expect("an orderly stop", daemon.stop(), 0)

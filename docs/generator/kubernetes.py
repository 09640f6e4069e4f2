# SPDX-License-Identifier: EUPL-1.2
"""What deploy/kubernetes has of the example configuration: itself, changed for a pod, and its rules."""
import pathlib
import subprocess
import tempfile
import textwrap

from .schema import ROOT

EXAMPLE = ROOT / "deploy/jonovahti.yaml"
# Each stands in the example exactly once.
CHANGES = {
    "# An example to begin with": "# Made by docs/generate.py from deploy/jonovahti.yaml, for the pod of deploy/kubernetes.\n"
                                  "# An example to begin with",
    "\ndata_dir: /var/lib/jonovahti\n":
        "\ndata_dir: /var/lib/jonovahti/data  # in the volume; the daemon makes it for itself alone\n",
    'feed: {listen: ["tcp://127.0.0.1:5556"]}  # keys: /etc/jonovahti/keys\n':
        'feed:\n  listen: ["tcp://0.0.0.0:5556"]\n  keys: /run/jonovahti/keys\n'
        "  secret_file: /run/jonovahti/keys/feed.secret\n",
    "urls: [http://127.0.0.1:9093]": "urls: [http://alertmanager-operated.monitoring.svc:9093]",
}
HEAD = """# SPDX-License-Identifier: EUPL-1.2
# Made by docs/generate.py with `jonovahti rules`: change the rules in deploy/jonovahti.yaml.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: jonovahti
  labels: {app.kubernetes.io/name: jonovahti}
spec:
"""


def configuration() -> str:
    out = EXAMPLE.read_text(encoding="utf-8")
    for old, new in CHANGES.items():
        if out.count(old) != 1:
            raise SystemExit(f"{EXAMPLE}: expected once: {old.strip()}")
        out = out.replace(old, new)
    return out


def rules(program: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "jonovahti.yaml"
        path.write_text(configuration(), encoding="utf-8")
        made = subprocess.run([program, "rules", "--config", path], check=True, capture_output=True,
                              text=True).stdout
    return HEAD + textwrap.indent(made[made.index("groups:"):], "  ")

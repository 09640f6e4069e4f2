# SPDX-License-Identifier: EUPL-1.2
"""docs/metrics.md, from what a running daemon says at /metrics."""
import re
from dataclasses import dataclass, field

HEAD = """# Metrics

<!-- Made by docs/generate.py from a running daemon's /metrics: change the program, not this. -->

What `/metrics` gives, with a configuration that has everything. All begin with `jonovahti_`, but for those of the
process. Seconds, bytes and ratios of 0 to 1; counters end in `_total`. A figure without data has no sample: absent
is not 0. [figures-and-law.md](figures-and-law.md) says what the figures mean. A figure that has no sample in a
daemon just begun (a wait before the first call) is listed here once it has one.

| metric | type | labels | meaning |
|---|---|---|---|
"""


@dataclass
class Family:
    kind: str
    says: str
    labels: dict = field(default_factory=dict)  # name → values seen


def families(exposition: str) -> dict[str, Family]:
    out: dict[str, Family] = {}
    for line in exposition.splitlines():
        if found := re.match(r"# (HELP|TYPE) (\S+) (.*)", line):
            one = out.setdefault(found[2], Family("", ""))
            setattr(one, "says" if found[1] == "HELP" else "kind", found[3])
            continue
        if not (found := re.match(r"(\w+)(?:\{(.*)\})? ", line)):
            continue
        name = found[1] if found[1] in out else re.sub(r"_(bucket|sum|count)$", "", found[1])
        for label, value in re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', found[2] or ""):
            out[name].labels.setdefault(label, set()).add(value)
    return out


# Labels whose values the configuration chooses.
CHOSEN = {"line", "source", "backlog", "alert", "group", "notifier", "version", "le"}


def _label(name: str, values: set) -> str:
    shown = "" if name in CHOSEN else " = " + ", ".join(sorted(values))
    return f"`{name}`{shown}"


def text(exposition: str) -> str:
    rows = []
    for name, one in sorted(families(exposition).items()):
        labels = "; ".join(_label(k, v) for k, v in one.labels.items() if k != "le")
        rows.append(f"| `{name}` | {one.kind} | {labels} | {one.says.rstrip('.')} |\n")
    return HEAD + "".join(rows)

# SPDX-License-Identifier: EUPL-1.2
"""The simulator against the county's published figures of September to December 2023: a table, and
every figure of the two large lines within five percent of it. The rows are those of `replay`, by
the definitions. Of the small line, chance alone moves the calls of six weeks by three percent."""
import pathlib
import subprocess
import sys

from jono import PROGRAM, expect, replay, scratch, sums, write

SEEDS = (1, 2, 3)
LARGE = ("aspa", "vaihde")
COLUMNS = ("offered", "waiting", "short_abandoned", "answered", "wait_answered_ms", "callbacks_requested",
           "callbacks_reached", "callback_delay_ms")
LINES = """lines:
  aspa: {}
  vaihde: {wait_target: 1m}
  seniorilinja: {}
  sosiaalihuolto: {}
"""
# line, figure, from, what was published
PUBLISHED = [
    ("aspa", "calls", "2023-09-01", 96_624),
    ("aspa", "mean wait, answered", "2023-09-01", 13 * 60 + 25),
    ("aspa", "callbacks", "2023-09-01", 27_483),
    ("aspa", "mean callback delay", "2023-09-01", 5 * 3600 + 51 * 60 + 11),
    ("vaihde", "calls", "2023-09-01", 80_701),
    ("vaihde", "answer rate", "2023-09-01", 0.90),
    ("sosiaalihuolto", "calls", "2023-11-22", 1_204),
]


def figure(name: str, total: list) -> float:
    of = dict(zip(COLUMNS, total))
    if name == "calls":
        return of["offered"]
    if name == "callbacks":
        return of["callbacks_requested"]
    if name == "answer rate":
        return of["answered"] / (of["offered"] - of["waiting"])
    if name == "mean wait, answered":
        return of["wait_answered_ms"] / of["answered"] / 1000
    return of["callback_delay_ms"] / of["callbacks_reached"] / 1000


def shown(name: str, value: float) -> str:
    if name == "answer rate":
        return f"{100 * value:.1f} %"
    if not name.startswith("mean"):
        return f"{value:,.0f}".replace(",", " ")
    seconds = round(value)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


with scratch() as name:
    where = pathlib.Path(name)
    config = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{sim: {{type: simulator}}}}
""")
    got: dict[tuple, list[float]] = {}
    for seed in SEEDS:
        made = where / "made.ndjson"
        subprocess.run([PROGRAM, "simulate", "--config", config, "--from", "2023-09-01", "--days", "122", "--seed",
                        str(seed), "--out", made], check=True, stderr=subprocess.DEVNULL)
        rows = replay(config, [made], "--until", "2024-02-01T00:00:00Z")
        for line, what, since, _ in PUBLISHED:
            total = sums([row for row in rows if row["hour"] >= since], *COLUMNS)[line]
            got.setdefault((line, what), []).append(figure(what, total))

print(f"{'line':15}{'figure':22}{'published':>12}" + "".join(f"{f'seed {seed}':>20}" for seed in SEEDS))
far = []
for line, what, _, published in PUBLISHED:
    values = got[line, what]
    off = [value / published - 1 for value in values]
    print(f"{line:15}{what:22}{shown(what, published):>12}" +
          "".join(f"{f'{shown(what, value)} ({100 * by:+.1f} %)':>20}" for value, by in zip(values, off)))
    far += [f"{line} {what}" for by in off if abs(by) > 0.05 and line in LARGE]
sys.stdout.flush()
expect("every figure of the large lines is within five percent", far, [])

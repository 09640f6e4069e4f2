# SPDX-License-Identifier: EUPL-1.2
"""A simulated week told twice, late, out of turn and after silences: the rows are those of the week
as it happened; a purge is seen in the callbacks, and in nothing else."""
import json
import pathlib
import subprocess

from jono import LINES, PROGRAM, expect, replay, scratch, sums, write

ALL = "silence: 20m, duplicated: 10%, late: 5%, reordered: 30%"
UNTIL = "2023-09-20T00:00:00Z"

with scratch() as name:
    where = pathlib.Path(name)

    def settings(file: str, faults: str) -> pathlib.Path:
        return write(where, file, f"""{LINES}data_dir: {where}/data
sources:
  sim: {{type: simulator, faults: {{{faults}}}}}
  ace: {{type: feed}}
""")

    def made(config: pathlib.Path, file: str) -> pathlib.Path:
        out = where / file
        subprocess.run([PROGRAM, "simulate", "--config", config, "--from", "2023-09-04", "--days", "7", "--out", out],
                       check=True, stderr=subprocess.DEVNULL)
        return out

    plain, faulty, purging = (settings(f"{name}.yaml", faults)
                              for name, faults in (("plain", ""), ("faulty", ALL), ("purging", "purge: true")))
    happened, told, purged = (made(config, f"{config.stem}.ndjson") for config in (plain, faulty, purging))
    first, second = (file.read_text().splitlines() for file in (happened, told))
    expect("the same events, some of them twice", (set(second) == set(first), len(second) > 1.08 * len(first)),
           (True, True))
    numbers = [json.loads(line)["seq"] for line in second]
    expect("and not in order", numbers == sorted(numbers), False)
    rows = replay(plain, [happened], "--until", UNTIL)
    expect("the rows are those of the week as it happened", replay(plain, [told], "--until", UNTIL), rows)

    with_purge = replay(plain, [purged], "--until", UNTIL)
    calls = ("offered", "answered", "abandoned", "redirected", "wait_answered_ms", "queue_ms", "callbacks_requested")
    expect("a purge moves no call", sums(with_purge, *calls), sums(rows, *calls))
    reached, left = (sums(r, "callbacks_reached")["aspa"][0] for r in (rows, with_purge))
    print(f"aspa reached {reached} callbacks of a week, {left} where they were purged")
    expect("but callbacks", left < 0.9 * reached, True)

    refused = subprocess.run([PROGRAM, "simulate", "--config", faulty, "--from", "2023-09-04", "--source", "ace",
                              "--to", "tcp://127.0.0.1:1"], stderr=subprocess.PIPE, text=True)
    expect("a feed cannot be told twice", (refused.returncode, "numbers" in refused.stderr), (2, True))

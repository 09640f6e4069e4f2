# SPDX-License-Identifier: EUPL-1.2
"""check names every fault with line and column, refuses hostile files, and is quick about it."""
import pathlib
import re
import subprocess
import time

from jono import PROGRAM, expect, scratch, write

BAD = """timezone: Europe/Helsingfors
lines:
  aspa: {wait_target: "0:26:79"}
  vaihde: {colour: red}
  aspa: {}
sources:
  ace: {type: feed, queues: {Q1: nosuch}}
stores: {}
"""


def check(path: pathlib.Path) -> tuple[int, str, float]:
    begin = time.perf_counter()
    done = subprocess.run([PROGRAM, "check", "--config", path], stderr=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True)
    return done.returncode, done.stderr, time.perf_counter() - begin


with scratch() as name:
    where = pathlib.Path(name)
    code, text, took = check(write(where, "bad.yaml", BAD))
    print(text, end="")
    expect("a bad configuration is refused", code, 2)
    places = re.findall(r"bad\.yaml:(\d+):(\d+): ", text)
    expect("every fault has its place", sorted(int(line) for line, _ in places), [1, 3, 4, 5, 7, 8])
    hostile = {
        "256 KiB are enough": "x: " + "y" * (256 * 1024),
        "an alias of itself": "lines: &a [*a]\n",
        "deep nesting": "lines: " + "[" * 100_000 + "\n",
    }
    for what, content in hostile.items():
        code, text, took = check(write(where, "hostile.yaml", content))
        expect(f"{what}: refused", (code, bool(text)), (2, True))
        print(f"    in {took * 1000:.0f} ms: {text.splitlines()[0][:100]}")
    code, _, _ = check(where / "missing.yaml")
    expect("a missing file is refused", code, 2)
    code, text, _ = check(write(where, "good.yaml",
                                "lines: {aspa: {}}\nsources: {ace: {type: feed}}\n"))
    expect("a good one is good", (code, text), (0, ""))
    help_text = subprocess.run([PROGRAM, "--help"], stdout=subprocess.PIPE, text=True, check=True)
    for command in ("serve", "check", "replay", "simulate"):
        expect(f"--help names {command}", command in help_text.stdout, True)
        done = subprocess.run([PROGRAM, command, "--help"], stdout=subprocess.DEVNULL)
        expect(f"{command} --help", done.returncode, 0)
        done = subprocess.run([PROGRAM, command, "--nonsense"], stderr=subprocess.DEVNULL)
        expect(f"{command} --nonsense is refused", done.returncode, 2)

# SPDX-License-Identifier: EUPL-1.2
"""What the end-to-end tests share: the program under test, its configuration, its rows."""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "tests/fixtures"
PROGRAM = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None

LINES = "lines: {aspa: {}, vaihde: {}, sosiaalihuolto: {}, seniorilinja: {}}\n"


def write(folder: pathlib.Path, name: str, text: str) -> pathlib.Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def scratch() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="jonovahti-test-")


def replay(config: pathlib.Path, inputs: list, *options: str) -> list[dict]:
    """The hour rows of these inputs."""
    out = config.parent / "hours.ndjson"
    subprocess.run([PROGRAM, "replay", "--config", config, "--hours", out, *options, *inputs],
                   check=True, stderr=subprocess.PIPE)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def sums(rows: list[dict], *columns: str) -> dict[str, list[int]]:
    """Of each line, the sums of these columns over all its hours."""
    out: dict[str, list[int]] = {}
    for row in rows:
        line = out.setdefault(row["line"], [0] * len(columns))
        for i, column in enumerate(columns):
            line[i] += row[column] or 0
    return out


def expect(what: str, got, wanted) -> None:
    if got == wanted:
        print(f"ok: {what}")
        return
    print(f"WRONG: {what}\n  got    {got}\n  wanted {wanted}")
    sys.exit(1)

#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""generate.py [--check]: writes what is made from daemon/config/schema.yaml. With --check it writes
nothing, names what is stale, and exits 1 if anything is."""
import pathlib
import sys

from generator import json_schema, markdown, roff, schema


def made() -> dict[str, str]:
    """What belongs into which file."""
    of = schema.load()
    return {"docs/configuration.md": markdown.text(of),
            "deploy/jonovahti.schema.json": json_schema.text(of),
            "deploy/man/jonovahti.yaml.5": roff.configuration(of)}


def settle(files: dict[str, str], check: bool) -> int:
    """Writes those that differ, or only names them. The exit code."""
    stale = [name for name, text in files.items()
             if not (path := schema.ROOT / name).is_file() or path.read_text(encoding="utf-8") != text]
    for name in stale:
        if check:
            print(f"{name} is stale: run docs/generate.py", file=sys.stderr)
            continue
        path = pathlib.Path(schema.ROOT / name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], encoding="utf-8")
        print(f"{name} written")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(settle(made(), "--check" in sys.argv[1:]))

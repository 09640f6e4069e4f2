#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes what is made from daemon/config/schema.yaml and from what the built program says of itself."""
import argparse
import pathlib
import sys

from generator import commands, completions, json_schema, kubernetes, markdown, metrics, roff, schema


def made(program: str) -> dict[str, str]:
    """What belongs into which file."""
    of = schema.load()
    told = commands.read(program)
    return {"docs/configuration.md": markdown.text(of),
            "docs/metrics.md": metrics.text(program),
            "deploy/jonovahti.schema.json": json_schema.text(of),
            "deploy/man/jonovahti.yaml.5": roff.configuration(of),
            "deploy/man/jonovahti.1": roff.program(told),
            "deploy/completions/jonovahti.bash": completions.bash(told),
            "deploy/completions/_jonovahti": completions.zsh(told),
            "deploy/completions/jonovahti.fish": completions.fish(told),
            "deploy/kubernetes/jonovahti.yaml": kubernetes.configuration(),
            "deploy/kubernetes/prometheusrule.yaml": kubernetes.rules(program)}


def settle(files: dict[str, str], check: bool) -> int:
    """Writes those that differ, or only names them. The exit code."""
    stale = [name for name, text in files.items()
             if not (path := schema.ROOT / name).is_file() or path.read_text(encoding="utf-8") != text]
    for name in stale:
        if check:
            print(f"{name} is stale: run docs/generate.py build/dev/jonovahti", file=sys.stderr)
            continue
        path = pathlib.Path(schema.ROOT / name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], encoding="utf-8")
        print(f"{name} written")
    return 1 if check and stale else 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("program", help="the built daemon, such as build/dev/jonovahti")
    options.add_argument("--check", action="store_true",
                         help="write nothing, name what is stale; exit 1 if anything is")
    given = options.parse_args()
    if not pathlib.Path(given.program).is_file():
        options.error(f"{given.program} is not there: build it first")
    return settle(made(str(pathlib.Path(given.program).resolve())), given.check)


if __name__ == "__main__":
    sys.exit(main())

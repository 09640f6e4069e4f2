#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""changelog.py CHANGELOG.md VERSION OUT: Debian's form of the changelog.

A section is headed `## 0.1.0, 2026-11-26` or `## 0.1.0, unreleased`; only the first may be the latter. Its
time is then SOURCE_DATE_EPOCH. VERSION stands for the first section's, so that a trial build of the next
version has one. Exit 2: a heading is not of this form, or (--strict) the first is not VERSION's.
"""
import datetime
import email.utils
import os
import pathlib
import re
import sys
import textwrap

HEADING = re.compile(r"^## (\d+\.\d+\.\d+), (unreleased|\d{4}-\d\d-\d\d)$")
WHO = "jonovahti maintainers <jonovahti@example.invalid>"


def refuse(why: str) -> None:
    print(f"changelog.py: {why}", file=sys.stderr)
    sys.exit(2)


def sections(text: str) -> list[tuple[str, str, list[str]]]:
    """Version, day and entries of each section, newest first."""
    out: list[tuple[str, str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("## "):
            found = HEADING.match(line)
            if not found or (found[2] == "unreleased" and out):
                refuse(f"'{line}': expected '## 1.2.3, 2026-11-26' (the first may say 'unreleased')")
            out.append((found[1], found[2], []))
        elif line.startswith("- ") and out:
            out[-1][2].append(line[2:])
        elif line.startswith("  ") and out and out[-1][2]:
            out[-1][2][-1] += " " + line.strip()
    return out


def stamp(day: str) -> str:
    if day == "unreleased":
        return email.utils.formatdate(int(os.environ.get("SOURCE_DATE_EPOCH", "0")))
    at = datetime.datetime.fromisoformat(day).replace(hour=12, tzinfo=datetime.timezone.utc)
    return email.utils.format_datetime(at)


def stanza(version: str, day: str, entries: list[str]) -> str:
    body = "\n".join(textwrap.fill(e.replace("`", ""), 78, initial_indent="  * ",
                                   subsequent_indent="    ") for e in entries)
    return f"jonovahti ({version}) bookworm; urgency=medium\n\n{body}\n\n -- {WHO}  {stamp(day)}\n"


def main() -> None:
    strict = "--strict" in sys.argv
    source, version, out = [a for a in sys.argv[1:] if a != "--strict"]
    found = sections(pathlib.Path(source).read_text(encoding="utf-8"))
    if not found:
        refuse(f"{source}: no section")
    if strict and found[0][0] != version:
        refuse(f"{source} begins with {found[0][0]}, and CMakeLists.txt says {version}")
    found[0] = (version, *found[0][1:])
    pathlib.Path(out).write_text("\n".join(stanza(*s) for s in found), encoding="utf-8")


main()

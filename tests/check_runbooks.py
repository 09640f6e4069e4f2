#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Every rule of deploy/jonovahti.yaml has a runbook page that names it, in Finnish and then Swedish,
with what it means, what to check and what to do; and every page has a rule.

Run from anywhere; exit 0 or 1.
"""
import pathlib
import re
import sys

DEPLOY = pathlib.Path(__file__).resolve().parent.parent / "deploy"
RULE = re.compile(r"^ +- alert: (\w+)$")
RUNBOOK = re.compile(r"^ +runbook: https?://\S+/([a-z-]+)$")
HEADINGS = ["## Suomeksi", "### Mitä tämä tarkoittaa", "### Mitä tarkistaa", "### Mitä tehdä",
            "## På svenska", "### Vad det betyder", "### Vad du kontrollerar", "### Vad du gör"]


def pages_of_rules(text: str) -> dict[str, str | None]:
    out: dict[str, str | None] = {}
    rule = None
    for line in text.splitlines():
        if found := RULE.match(line):
            rule = found[1]
            out[rule] = None
        elif rule and (found := RUNBOOK.match(line)):
            out[rule] = found[1]
    return out


def faults_of(page: pathlib.Path, rules: list[str]) -> list[str]:
    text = page.read_text(encoding="utf-8")
    name = page.name
    if not rules:
        return [f"{name}: no rule has this page"]
    faults = [f"{name}: does not name `{rule}`" for rule in rules if f"`{rule}`" not in text]
    faults += [f"{name}: names `{other}`, which has another page or is no rule"
               for other in re.findall(r"`([A-Z]\w+)`", text) if other not in rules]
    parts = re.split(r"^(#{2,3} .*)$", text, flags=re.M)[1:]
    if parts[::2] != HEADINGS:
        faults.append(f"{name}: its headings are not, in this order: {', '.join(HEADINGS)}")
    faults += [f"{name}: nothing stands below '{heading}'"
               for heading, below in zip(parts[::2], parts[1::2])
               if heading.startswith("###") and not below.strip()]
    return faults


def main() -> int:
    pages = pages_of_rules((DEPLOY / "jonovahti.yaml").read_text(encoding="utf-8"))
    files = {page.stem: page for page in (DEPLOY / "runbooks").glob("*.md")}
    faults = [f"{rule}: has no runbook" for rule, page in pages.items() if page is None]
    faults += [f"{rule}: its page runbooks/{page}.md is missing" for rule, page in pages.items()
               if page and page not in files]
    for stem, page in sorted(files.items()):
        faults += faults_of(page, [rule for rule, own in pages.items() if own == stem])
    print("\n".join(faults) if faults else f"{len(pages)} rules have {len(files)} pages")
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: EUPL-1.2
"""docs/configuration.md."""
import re

from . import words
from .schema import Schema

HEAD = """# The configuration, key by key

<!-- Made by docs/generate.py from daemon/config/schema.yaml: change that, not this. -->

One YAML file. `jonovahti check --config FILE` names every fault with line and column, and nothing
that is unknown, twice or wrong is taken. Only `lines` and `sources` are needed.
[deploy/jonovahti.yaml](../deploy/jonovahti.yaml) is an example to begin with;
[deploy/jonovahti.schema.json](../deploy/jonovahti.schema.json) lets editors complete and check it
(for the YAML language server: `# yaml-language-server: $schema=jonovahti.schema.json` as its first line).

A *duration* is `250ms`, `5s`, `5m`, `4h`, `35d` or `h:mm:ss`. *Versions* are dated values, of which the
newest that has begun is in force: `[{from: 2022-01-01, value: 72h}, {from: 2023-09-01, value: 5m}]`.
"""


def _anchor(title: str) -> str:
    """As GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _row(schema: Schema, name: str, key: dict) -> str:
    leads = words.map_of(schema, key["type"])
    kind = _cell(words.kind(schema, key["type"]))
    if leads:
        title = (schema.maps.get(leads) or schema.by_type[leads])["title"]
        kind += f" → [{title}](#{_anchor(title)})"
    default = words.default(key)
    shown = f"`{default}`" if "default" in key else default
    sample = f"`{_cell(words.example(key))}`" if "example" in key else ""
    return f"| `{name}` | {kind} | {_cell(shown)} | {sample} | {_cell(words.says(key))} |"


def text(schema: Schema) -> str:
    out = [HEAD]
    for name, one in schema.by_type.items():
        links = ", ".join(f"[{schema.maps[m]['type']}](#{_anchor(schema.maps[m]['title'])})"
                          for m in one["maps"])
        out.append(f"## {one['title']}\n\nBy its `type`: {links}.\n")
    for name in schema.whole_maps():
        one = schema.maps[name]
        out.append(f"## {one['title']}\n")
        if "says" in one:
            out.append(one["says"].rstrip(".") + ".\n")
        for other in schema.others(name):
            title = schema.maps[other]["title"]
            out.append(f"All keys of [{title}](#{_anchor(title)}), and:\n")
        out.append("| key | value | where it is left out | example | meaning |\n|---|---|---|---|---|")
        out.append("\n".join(_row(schema, k, v) for k, v in schema.own_keys(name).items()) + "\n")
    return "\n".join(out).rstrip() + "\n"

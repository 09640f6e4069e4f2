# SPDX-License-Identifier: EUPL-1.2
"""daemon/config/schema.yaml as Python values, and what its generators and its test share."""
import pathlib

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PATH = ROOT / "daemon/config/schema.yaml"


class Loader(yaml.SafeLoader):
    """YAML 1.2 as the program and editors read it: a date, 1:30:00 and yes are text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in pairs
            if tag.rsplit(":", 1)[1] in ("int", "null", "merge")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
for _tag, _form, _first in (("int", r"^-?[0-9]+$", "-0123456789"), ("bool", r"^(true|false)$", "tf")):
    for _letter in _first:
        pairs = Loader.yaml_implicit_resolvers.get(_letter, [])
        Loader.yaml_implicit_resolvers[_letter] = [p for p in pairs if not p[0].endswith(_tag)]
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", yaml.reader.re.compile(_form), list(_first))


def read(text: str):
    return yaml.load(text, Loader)


class Schema:
    def __init__(self, text: str):
        whole = read(text)
        self.scalars: dict = whole["scalars"]
        self.maps: dict = whole["maps"]
        self.by_type: dict = whole["by_type"]

    def keys_of(self, name: str) -> dict:
        """The keys of a map, those it shares with others first but `type` before all."""
        out: dict = {}
        for part in self.maps[name].get("also", []):
            out |= self.keys_of(part)
        out |= self.maps[name]["keys"]
        return {k: out[k] for k in sorted(out, key=lambda k: k != "type")}

    def others(self, name: str) -> list[str]:
        """The maps of their own whose keys it has too."""
        return [part for part in self.maps[name].get("also", []) if not self.maps[part].get("part")]

    def own_keys(self, name: str) -> dict:
        """Its keys without theirs."""
        theirs = {key for other in self.others(name) for key in self.keys_of(other)}
        return {key: one for key, one in self.keys_of(name).items() if key not in theirs}

    def whole_maps(self) -> list[str]:
        """Those that a file can have, in the schema's order."""
        return [name for name, one in self.maps.items() if not one.get("part")]

    def chosen(self, name: str, word: str) -> str:
        """The map of `name`, one of by_type, whose type is `word`."""
        return next(m for m in self.by_type[name]["maps"] if self.maps[m]["type"] == word)


def load() -> Schema:
    return Schema(PATH.read_text(encoding="utf-8"))

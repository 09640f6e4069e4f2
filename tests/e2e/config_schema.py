# SPDX-License-Identifier: EUPL-1.2
"""The schema of the configuration is what the program takes: every key, no other, no other values;
and all YAML in the tree is right by it."""
import copy
import json
import pathlib
import re
import subprocess
import sys

import jsonschema

from jono import PROGRAM, ROOT, expect, scratch, write

sys.path.insert(0, str(ROOT / "docs"))
from generator import json_schema, schema  # noqa: E402

SCHEMA = schema.load()
JUDGE = jsonschema.Draft202012Validator(json_schema.made(SCHEMA))
# Keys that are asked for by a variable: by a table of names, or for what is in it.
BY_TABLE = re.compile(r'\{\{?"(\w+)", (?:Kind::\w+, Scope::|&Names::|Field::)')
ASKED = re.compile(r'(?:keys|Keys\(\w+\))\.(?:read|require|find)\("(\w+)"|read_volumes\(keys, "(\w+)"')
# Files that read other documents than the configuration.
OTHERS = {"mapping_file.cc", "mapping_sample.cc", "tokens.cc", "web_config.cc"}
BY_VARIABLE = re.compile(r"keys\.(?:read|require|find)\((?!\")([\w.]+)")


def sample(kind):
    """A value of this type, with every key that can be in it."""
    if isinstance(kind, list):
        return sample(kind[-1])
    if isinstance(kind, dict):
        of = kind.get("list_of")
        return [sample(one) for one in SCHEMA.by_type[of]["maps"]] if of in SCHEMA.by_type else \
            [sample(of)]
    return {key: value(one) for key, one in SCHEMA.keys_of(kind).items()}


def value(key: dict):
    kind = key["type"]
    if "example" in key:
        return key["example"]
    if not (isinstance(kind, dict) and "map_of" in kind):
        return sample(kind)
    of = kind["map_of"]
    if of in SCHEMA.by_type:
        return {SCHEMA.maps[m]["type"]: sample(m) for m in SCHEMA.by_type[of]["maps"]}
    return {name: sample(of) for name in key["names"]}


def everything() -> dict:
    """A configuration with every key, each at its example."""
    out = value({"type": "configuration"})
    out["sources"]["ace"] = {"type": "feed"}
    for source in out["sources"].values():
        if "mapping_file" in source:  # which is opened
            source["mapping_file"] = str(write(where, "m.yaml", "mapping: {type: call.ended, at: {pointer: /t}}"))
    rule = out["alerts"]["rules"][0]
    for key, one in SCHEMA.maps["rule"]["keys"].items():
        if "alone" in one:  # a rule is about one kind of subject
            out["alerts"]["rules"].append({"alert": f"Of_{key}", key: rule.pop(key), **one["alone"]})
    # The log is another Asterisk's than the one that is heard: its queues are named otherwise.
    out["sources"]["asterisk_queue_log"]["queues"] = {"aspa": "vaihde", "vaihde": "aspa"}
    for receiver in out["alerts"]["notify"]:
        receiver["name"] = receiver["type"]
    out["alerts"]["notify"].append({"type": "webhook", "name": "first", "url": "http://127.0.0.1:1"})
    return out


def places(kind, at, path: str = "", steps: tuple = ()):
    """Each map in `at`, which is of this type: its name in the schema, its path and the way to it."""
    if isinstance(kind, list):
        fits = (lambda k: "list_of" in k) if isinstance(at, list) else SCHEMA.maps.__contains__
        kind = next((k for k in kind if isinstance(k, dict) == isinstance(at, list) and fits(k)), None)
    if isinstance(kind, dict):
        of = kind.get("list_of") or kind.get("map_of")
        inner = at.items() if isinstance(at, dict) else enumerate(at) if isinstance(at, list) else ()
        for step, one in inner if isinstance(of, str) else ():
            on = f"{path}[{step}]" if isinstance(step, int) else f"{path}.{step}"
            yield from places(of, one, on, (*steps, step))
        return
    if kind in SCHEMA.by_type:
        kind = SCHEMA.chosen(kind, at["type"])
    if kind not in SCHEMA.maps or not isinstance(at, dict):
        return
    yield kind, path, steps
    for key, one in SCHEMA.keys_of(kind).items():
        if key in at:
            yield from places(one["type"], at[key], f"{path}.{key}" if path else key, (*steps, key))


def at_steps(whole, steps: tuple):
    for step in steps:
        whole = whole[step]
    return whole


def faults(configuration) -> list[str]:
    """What the program says of it."""
    text = configuration if isinstance(configuration, str) else json.dumps(configuration, ensure_ascii=False)
    done = subprocess.run([PROGRAM, "check", "--config", write(where, "c.yaml", text)],
                          capture_output=True, text=True, check=False)
    assert done.returncode == (2 if done.stderr else 0), done
    # Files that an example names are not there; that is not what is asked.
    return [re.sub(r"^.*?c\.yaml:\d+:\d+: ", "", line) for line in done.stderr.splitlines()
            if "/c.yaml:" in line]


def invalid(configuration) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in JUDGE.iter_errors(configuration)]


def asked_keys() -> set[str]:
    """Every key that a line of the program asks for."""
    out, variables = set(), set()
    for path in sorted((ROOT / "daemon/config").glob("*.cc")):
        if path.name in OTHERS:
            continue
        text = path.read_text(encoding="utf-8")
        out |= {a or b for a, b in ASKED.findall(text)} | set(BY_TABLE.findall(text))
        variables |= set(BY_VARIABLE.findall(text))
    header = (ROOT / "daemon/config/dated_reader.h").read_text(encoding="utf-8")
    out |= {a for a, _ in ASKED.findall(header)}
    expect("keys that a variable names are in the tables known here", variables,
           {"key", "key.name", "header.key"})
    return out


def takes_every_key(whole: dict) -> None:
    expect("a configuration with every key is good", faults(whole), [])
    expect("by the JSON Schema too", invalid(whole), [])
    met = {kind for kind, _, _ in places("configuration", whole)}
    expect("every map of the schema is in it", set(SCHEMA.whole_maps()) - met,
           {"queue_done_event", "callback_event", "callback_failed_event", "standing_hours"} - met)


def takes_no_other(whole: dict, asked: set[str]) -> None:
    """Into each map come all keys that are asked for anywhere, and its own misspelt."""
    wrong = {}
    for kind, path, steps in places("configuration", whole):
        own = SCHEMA.keys_of(kind)
        strange = sorted((asked - set(own)) | {f"{key}_" for key in own})
        tried = copy.deepcopy(whole)
        at_steps(tried, steps).update({key: None for key in strange})
        told = {m[1] for fault in faults(tried) if fault.startswith(f"{path}: " if path else "unknown")
                and (m := re.search(r"unknown key '(\w+)'", fault))}
        taken = set(strange) - told
        if taken or not invalid(tried):
            wrong[path] = sorted(taken) or "by the JSON Schema"
    expect("no map takes a key that the schema does not know there", wrong, {})


def refuses_values(whole: dict) -> None:
    """Of each kind of value those that are none; beyond its bounds every number."""
    seen, wrong = set(), []
    for kind, path, steps in list(places("configuration", whole)):
        for name, key in SCHEMA.keys_of(kind).items():
            bad = [(v, False) for v in key.get("refused", [])]
            if "least" in key:
                bad += [(key["least"] - 1, True), (key["most"] + 1, True)]
            of = key["type"]
            if isinstance(of, str) and of in SCHEMA.scalars and of not in seen:
                seen.add(of)
                bad += [(v, of != "line_name") for v in SCHEMA.scalars[of]["refused"]]
            elif isinstance(of, dict) and "one_of" in of:
                bad.append(("nosuch", kind in ("rule", "feed")))
            for v, by_schema in bad:
                tried = copy.deepcopy(whole)
                at_steps(tried, steps)[name] = v
                if not faults(tried) or by_schema and not invalid(tried):
                    wrong.append((f"{path}.{name}", v))
    expect("what is no value of its kind is refused", wrong, [])


def misses_required(whole: dict) -> None:
    wrong = []
    for kind, path, steps in list(places("configuration", whole)):
        for name, key in SCHEMA.keys_of(kind).items():
            tried = copy.deepcopy(whole)
            if at_steps(tried, steps).pop(name, "") == "":
                continue
            missed = any(f"missing key '{name}'" in fault for fault in faults(tried))
            if missed != bool(key.get("required")) or missed and not invalid(tried):
                wrong.append(f"{path}.{name}")
    expect("what is required is, and nothing else", wrong, [])


def blocks_of(text: str) -> list[str]:
    """The YAML in a page that is (a part of) a configuration."""
    out = []
    for block in re.findall(r"^```yaml\n(.*?)^```", text, re.S | re.M):
        found = re.search(r"^(\w+):", block, re.M)
        if found and found[1] in SCHEMA.maps["configuration"]["keys"]:
            out.append(block)
    return out


def completed(part: dict) -> dict:
    """A part with the lines and sources that it leaves out."""
    return {"lines": {"aspa": {}, "vaihde": {}}, "sources": {"ace": {"type": "feed"}}} | part


def files_of_the_tree() -> dict[str, str]:
    out = {}
    for pattern in ("deploy/*.yaml", "deploy/*/jonovahti.yaml", "deploy/receivers/*.yaml", "tests/fixtures/config/*.yaml"):
        for path in ROOT.glob(pattern):
            text = path.read_text(encoding="utf-8").replace("@DATA_DIR@", "/var/lib/jonovahti")
            out[str(path.relative_to(ROOT))] = text
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md"),
                 *ROOT.glob("collectors/*/README.md"), *ROOT.glob("deploy/*/README.md")]:
        for i, block in enumerate(blocks_of(path.read_text(encoding="utf-8"))):
            out[f"{path.relative_to(ROOT)}, block {i + 1}"] = block.replace(
                "/usr/share/jonovahti/mappings", str(ROOT / "deploy/mappings"))
    return out


def the_tree_is_right() -> None:
    files = files_of_the_tree()
    wrong = {name: found for name, text in files.items()
             if (found := invalid(completed(schema.read(text))))}
    expect(f"all of {len(files)} files and parts of pages are right by the JSON Schema", wrong, {})
    wrong = {name: found for name, text in files.items() if not name.startswith("tests/")
             and (found := faults(completed(schema.read(text))))}
    expect("and by the program", wrong, {})


with scratch() as folder:
    where = pathlib.Path(folder)
    jsonschema.Draft202012Validator.check_schema(json_schema.made(SCHEMA))
    WHOLE = everything()
    takes_every_key(WHOLE)
    ASKED_KEYS = asked_keys()
    in_schema = {key for name in SCHEMA.maps for key in SCHEMA.keys_of(name)}
    expect("every key that is asked for is in the schema", ASKED_KEYS - in_schema, {"value"})
    expect("every key of the schema is asked for", in_schema - ASKED_KEYS, set())
    takes_no_other(WHOLE, ASKED_KEYS)
    refuses_values(WHOLE)
    misses_required(WHOLE)
    the_tree_is_right()

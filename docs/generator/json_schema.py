# SPDX-License-Identifier: EUPL-1.2
"""The JSON Schema of the configuration, for editors."""
import json

from .schema import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The program reads any plain scalar as text.
LOOSE = ("text", "path", "line_name")


def _scalar(name: str, one: dict) -> dict:
    if "json" in one:
        return {"description": one["says"], **one["json"]}
    kinds = ["string", "number"] if name in LOOSE else "string"
    return {"description": one["says"], "type": kinds, "pattern": one["pattern"]}


def _dated(schema: Schema, of) -> dict:
    version = {"type": "object", "additionalProperties": False, "required": ["from", "value"],
               "properties": {"from": _type(schema, "date"), "value": _type(schema, of)}}
    return {"anyOf": [_type(schema, of),
                      {"type": "array", "minItems": 1, "maxItems": 32, "items": version}]}


def _type(schema: Schema, kind) -> dict:
    if isinstance(kind, list):
        return {"anyOf": [_type(schema, one) for one in kind]}
    if isinstance(kind, str):
        return {"$ref": f"#/$defs/{kind}"}
    if "one_of" in kind:
        return {"enum": kind["one_of"]}
    if "dated" in kind:
        return _dated(schema, kind["dated"])
    if "list_of" in kind:
        least = {"minItems": kind["least"]} if "least" in kind else {}
        return {"type": "array", "items": _type(schema, kind["list_of"]), **least}
    out: dict = {"type": ["object", "null"], "additionalProperties": _type(schema, kind["map_of"])}
    if "by" in kind:
        out["propertyNames"] = {"pattern": schema.scalars[kind["by"]]["pattern"]}
    return out


def _key(schema: Schema, key: dict) -> dict:
    out = {"description": key["says"], **_type(schema, key["type"])}
    if "least" in key:
        out |= {"minimum": key["least"], "maximum": key["most"]}
    if key.get("required") and isinstance(key["type"], dict) and "map_of" in key["type"]:
        out |= {"type": "object", "minProperties": 1}
    if "default" in key and key["default"] is not None:
        out["default"] = key["default"]
    return out


def _map(schema: Schema, name: str) -> dict:
    keys = schema.keys_of(name)
    required = [key for key, one in keys.items() if one.get("required")]
    out = {"title": schema.maps[name]["title"], "type": "object" if required else ["object", "null"],
           "additionalProperties": False,
           "properties": {key: _key(schema, one) for key, one in keys.items()}}
    return out | ({"required": required} if required else {})


def _chosen(schema: Schema, name: str) -> dict:
    one = schema.by_type[name]
    words = {schema.maps[m]["type"]: m for m in one["maps"]}
    return {"title": one["title"], "type": "object", "required": ["type"],
            "properties": {"type": {"enum": list(words)}},
            "allOf": [{"if": {"properties": {"type": {"const": word}}},
                       "then": {"$ref": f"#/$defs/{m}"}} for word, m in words.items()]}


def made(schema: Schema) -> dict:
    defs = {name: _scalar(name, one) for name, one in schema.scalars.items()}
    defs |= {name: _map(schema, name) for name in schema.whole_maps() if name != "configuration"}
    defs |= {name: _chosen(schema, name) for name in schema.by_type}
    return {"$schema": DIALECT, "$comment": "Made by docs/generate.py from daemon/config/schema.yaml",
            **_map(schema, "configuration"), "title": "jonovahti.yaml", "$defs": defs}


def text(schema: Schema) -> str:
    return json.dumps(made(schema), indent=1, ensure_ascii=False) + "\n"

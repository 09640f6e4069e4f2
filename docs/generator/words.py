# SPDX-License-Identifier: EUPL-1.2
"""The schema's types, defaults and examples in words, for pages that people read."""
import json

from .schema import Schema


def kind(schema: Schema, of) -> str:
    if isinstance(of, list):
        return ", or ".join(kind(schema, one) for one in of)
    if isinstance(of, str):
        if of in schema.scalars:
            return schema.scalars[of]["says"].split(",")[0].split(";")[0]
        return "a map"
    if "one_of" in of:
        return " | ".join(of["one_of"])
    if "dated" in of:
        return kind(schema, of["dated"]) + ", or versions"
    if "list_of" in of:
        return "list: " + kind(schema, of["list_of"])
    return "map by " + (kind(schema, of["by"]) if "by" in of else "name")


def map_of(schema: Schema, of) -> str | None:
    """The map (or choice of maps) that a type leads to."""
    if isinstance(of, list):
        return next((m for m in (map_of(schema, one) for one in of) if m), None)
    if isinstance(of, dict):
        return next((map_of(schema, of[k]) for k in ("list_of", "map_of", "dated") if k in of), None)
    return of if of in schema.maps or of in schema.by_type else None


def default(key: dict) -> str:
    if key.get("required"):
        return "required"
    if "default" not in key:
        return key.get("default_says", "")
    value = key["default"]
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def limits(key: dict) -> str:
    unit = f" {key['unit']}" if "unit" in key else ""
    return f"{key['least']} to {key['most']}{unit}" if "least" in key else ""


def example(key: dict) -> str:
    """As flow YAML, which JSON is; bare where it may be."""
    value = key.get("example")
    if isinstance(value, str) and value and value.isascii() and not set(value) & set(" :{}[],\"'#<>"):
        return value
    return json.dumps(value, ensure_ascii=False)


def says(key: dict) -> str:
    bounds = limits(key)
    return key["says"].rstrip(".") + (f"; {bounds}." if bounds else ".")

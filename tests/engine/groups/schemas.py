"""Judges JSON by the words of JSON Schema that payloads use; any other word is an error of the test."""

from __future__ import annotations

import re
from typing import Any

TYPES = {
    "object": lambda one: isinstance(one, dict),
    "array": lambda one: isinstance(one, list),
    "string": lambda one: isinstance(one, str),
    "integer": lambda one: isinstance(one, int) and not isinstance(one, bool),
    "boolean": lambda one: isinstance(one, bool),
}
LIMITS = {
    "minItems": lambda one, limit: len(one) >= limit,
    "maxItems": lambda one, limit: len(one) <= limit,
    "minLength": lambda one, limit: len(one) >= limit,
    "maxLength": lambda one, limit: len(one) <= limit,
    "minimum": lambda one, limit: one >= limit,
    "maximum": lambda one, limit: one <= limit,
    "enum": lambda one, allowed: one in allowed,
    "const": lambda one, allowed: one == allowed,
    "pattern": lambda one, pattern: re.search(pattern, one) is not None,
    "required": lambda one, keys: set(keys) <= set(one),
    "uniqueItems": lambda one, _: len(one) == len({repr(item) for item in one}),
}
HANDLED = {"$schema", "title", "type", "properties", "additionalProperties", "items", "anyOf"}


def is_valid(value: Any, schema: dict[str, Any]) -> bool:
    """Say whether a value is what a schema describes."""
    assert set(schema) <= HANDLED | set(LIMITS), schema
    if "anyOf" in schema and not any(is_valid(value, one) for one in schema["anyOf"]):
        return False
    if "type" in schema and not TYPES[schema["type"]](value):
        return False
    if not all(holds(value, schema[word]) for word, holds in LIMITS.items() if word in schema):
        return False
    properties = schema.get("properties", {})
    is_open = not isinstance(value, dict) or schema.get("additionalProperties", True)
    if not is_open and not set(value) <= set(properties):
        return False
    parts = value.items() if isinstance(value, dict) else ()
    return all(is_valid(part, properties[key]) for key, part in parts if key in properties) and all(
        is_valid(one, schema["items"])
        for one in (value if isinstance(value, list) else ())
        if "items" in schema
    )

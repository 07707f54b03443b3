"""Judges answers by the published description of the interface, in the words of OpenAPI 3.0 that it uses."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from api.contract.openapi import PREFIX, description

if TYPE_CHECKING:
    from django.http import HttpResponse

TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}
KNOWN = {
    "$ref", "additionalProperties", "anyOf", "default", "description", "enum", "example", "format", "items",
    "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum", "nullable", "pattern",
    "properties", "required", "title", "type",
}  # fmt: skip
FORMATS = {"uuid": UUID, "date": date.fromisoformat, "date-time": datetime.fromisoformat}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference leads to."""
    found = schema
    while "$ref" in found:
        target: Any = description()
        for part in found["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        found = target
    return found


def violations(schema: dict[str, Any], value: Any, place: str = "") -> list[str]:
    """Return how a value differs from its schema; objects hold nothing that is not described."""
    schema = resolved(schema)
    assert set(schema) <= KNOWN, f"{place}: {set(schema) - KNOWN} is not of OpenAPI 3.0, or not known here"
    if value is None:
        return [] if schema.get("nullable") else [f"{place}: null"]
    if "anyOf" in schema:
        tried = [violations(one, value, place) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return [f"{place}: {value!r} is no {kind}"]
    if isinstance(value, list):
        parts = [violations(schema.get("items", {}), one, f"{place}[{at}]") for at, one in enumerate(value)]
        return [wrong for part in parts for wrong in part]
    if isinstance(value, dict) and kind == "object":
        return object_violations(schema, value, place)
    return text_violations(schema, value, place)


def text_violations(schema: dict[str, Any], value: Any, place: str) -> list[str]:
    """Return how one value differs from what it may be."""
    wrong = []
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{place}: {value!r} is none of {schema['enum']}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        wrong.append(f"{place}: {value!r} does not fit {schema['pattern']}")
    if schema.get("format") in FORMATS:
        parsed = FORMATS[schema["format"]](value)
        if isinstance(parsed, datetime) and parsed.tzinfo is None:
            wrong.append(f"{place}: {value!r} has no offset")
    return wrong


def object_violations(schema: dict[str, Any], value: dict[str, Any], place: str) -> list[str]:
    """Return what an object lacks, has too much of, or holds wrongly."""
    properties = schema.get("properties", {})
    wrong = [f"{place}.{name} is missing" for name in schema.get("required", []) if name not in value]
    for name, one in value.items():
        if name in properties:
            wrong += violations(properties[name], one, f"{place}.{name}")
        elif not schema.get("additionalProperties"):
            wrong.append(f"{place}.{name} is not described")
    return wrong


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    """Return the description of what a request asks for; None for what the interface does not have."""
    for template, item in description()["paths"].items():
        pattern = re.sub(r"{\w+}", "[^/]+", template)
        if re.fullmatch(pattern, path):
            return item.get("get" if method == "HEAD" else method.lower())
    return None


def check_answer(method: str, path: str, response: HttpResponse) -> None:
    """Assert that an answer is one of those described: its status, media type and content."""
    assert path.startswith(PREFIX), path
    assert re.fullmatch(r"[0-9a-f-]{36}", response["BelGov-Trace-Id"])
    operation = operation_of(method, path)
    responses = (
        operation["responses"] if operation else {"default": {"$ref": "#/components/responses/Problem"}}
    )
    described = resolved(responses.get(str(response.status_code), responses["default"]))
    if response.streaming or "content" not in described:
        return
    media_type = response["Content-Type"].partition(";")[0]
    assert media_type in described["content"], f"{method} {path}: {response.status_code} as {media_type}"
    if method != "HEAD":
        wrong = violations(described["content"][media_type]["schema"], response.json())
        assert wrong == [], f"{method} {path}: {wrong}"

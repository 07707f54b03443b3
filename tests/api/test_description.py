"""The published description: OpenAPI 3.0, whole, and without a word of another dialect."""

from __future__ import annotations

import re

from django.urls import URLPattern

from api.contract.openapi import PREFIX, description, operations
from api.urls import urlpatterns
from tests.api.contract import resolved, violations

TOP = {"openapi", "info", "paths", "components", "x-webhooks"}
OPERATION = {
    "operationId", "summary", "description", "tags", "parameters", "requestBody", "responses", "security",
    "deprecated",
}  # fmt: skip
NOT_DESCRIBED = {"", "openapi.json", "token"}
CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*")


def every(value):
    """Yield every object of a document."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from every(one)
    elif isinstance(value, list):
        for one in value:
            yield from every(one)


def test_the_document_has_the_parts_of_openapi_3_0():
    document = description()
    assert re.fullmatch(r"3\.0\.\d+", document["openapi"])
    assert set(document) == TOP
    assert {"title", "version", "description"} <= set(document["info"])


def test_every_operation_of_the_interface_is_described():
    paths = {
        re.sub(r"<\w+:(\w+)>", "{}", str(one.pattern)) for one in urlpatterns if isinstance(one, URLPattern)
    }
    described = {re.sub(r"{\w+}", "{}", path.removeprefix(PREFIX)) for path in description()["paths"]}
    assert described == paths - NOT_DESCRIBED


def test_every_operation_says_what_it_is_and_has_the_default_problem():
    ids = [one["operationId"] for one in operations(description())]
    assert len(ids) == len(set(ids)) > 0
    for one in operations(description()):
        assert set(one) <= OPERATION, one["operationId"]
        assert CAMEL.fullmatch(one["operationId"])
        assert one["summary"]
        assert resolved(one["responses"]["default"])["content"]["application/problem+json"]
        if "requestBody" in one:
            assert one["requestBody"]["required"] in {True, False}
        for parameter in one["parameters"]:
            if parameter["in"] in {"path", "query"}:
                assert CAMEL.fullmatch(parameter["name"]), parameter


def test_no_word_is_of_a_later_dialect():
    later = {
        "const",
        "$defs",
        "prefixItems",
        "examples",
        "$schema",
        "contentMediaType",
        "unevaluatedProperties",
    }
    for one in every(description()):
        assert not later & set(one), one
        assert one.get("type") != "null"
        assert not isinstance(one.get("type"), list)
        assert not isinstance(one.get("exclusiveMinimum"), int) or isinstance(one["exclusiveMinimum"], bool)
        if "$ref" in one:
            assert set(one) == {"$ref"}, "beside a reference, 3.0 reads nothing"
            assert resolved(one)


def test_properties_have_names_of_json():
    for name, schema in description()["components"]["schemas"].items():
        for field in schema.get("properties", {}):
            assert CAMEL.fullmatch(field), f"{name}.{field}"


def test_what_is_not_described_is_seen():
    schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
    assert violations(schema, {"a": "x"}) == []
    assert violations(schema, {"a": 1})
    assert violations(schema, {})
    assert violations(schema, {"a": "x", "b": 1})
    assert violations(schema, {"a": None})

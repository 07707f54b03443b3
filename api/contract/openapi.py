"""The description of the interface in OpenAPI 3.0, made of what the framework writes in 3.1.

The Belgian REST guide asks for 3.0. The two differ in the dialect of JSON Schema: what is here is what ours
uses of it, and a test refuses any word that 3.0 does not have.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from pydantic.alias_generators import to_camel

from api.contract.webhooks import webhooks
from api.interface import interface
from api.problems.answers import MEDIA_TYPE
from api.tokens.bearer import SCOPE, Bearer

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION: Final = "3.0.3"
PREFIX: Final = "/api/v1/"
PROBLEM: Final = {
    "description": "A problem, as RFC 9457 and the Belgian REST guide describe it.",
    "headers": {"BelGov-Trace-Id": {"$ref": "#/components/headers/BelGovTraceId"}},
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
TRACE: Final = {
    "description": "Names this answer; say it to whoever looks for it in our logs.",
    "schema": {"type": "string", "format": "uuid"},
}
CREATED: Final = str(HTTPStatus.CREATED.value)
LOCATION: Final = {"description": "Where what was written is read.", "schema": {"type": "string"}}
PROBLEM_SCHEMA: Final = {
    "type": "object",
    "additionalProperties": True,
    "description": "More properties may stand beside these, by the type of the problem.",
    "required": ["type", "title", "status", "instance"],
    "properties": {
        "type": {"type": "string", "description": "A URN that stays the same."},
        "href": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "issues": {"type": "array", "items": {"$ref": "#/components/schemas/Issue"}},
    },
}
ISSUE_SCHEMA: Final = {
    "type": "object",
    "required": ["type", "in", "name", "detail"],
    "properties": {
        "type": {"type": "string"},
        "href": {"type": "string"},
        "in": {"type": "string", "enum": ["path", "query", "header", "body"]},
        "name": {"type": "string"},
        "detail": {"type": "string"},
        "value": {},
    },
}


@cache
def description() -> dict[str, Any]:
    """Return the whole document, once for each process."""
    made = deepcopy(dict(interface.get_openapi_schema(path_prefix=PREFIX)))
    made = _schema(made)
    made["openapi"] = VERSION
    made.pop("servers", None)
    components = made["components"]
    components["schemas"] |= {"Problem": PROBLEM_SCHEMA, "Issue": ISSUE_SCHEMA}
    components["responses"] = {"Problem": PROBLEM}
    components["headers"] = {"BelGovTraceId": TRACE}
    made["x-webhooks"] = webhooks()
    made["paths"] = {_camel_path(path): item for path, item in made["paths"].items()}
    for operation in operations(made):
        _complete(operation)
    return made


def operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every operation of a document."""
    for item in document["paths"].values():
        yield from item.values()


def _complete(operation: dict[str, Any]) -> None:
    """Say of an operation what all have: the default answer, trace ids, names of parameters as in JSON."""
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["name"] = to_camel(parameter["name"])
    if scope := operation.pop(SCOPE, None):
        operation["security"] = [{Bearer.__name__: [scope]}]
    responses = {str(status): said for status, said in operation["responses"].items()}
    for said in responses.values():
        said["headers"] = {"BelGov-Trace-Id": {"$ref": "#/components/headers/BelGovTraceId"}}
    if CREATED in responses:
        responses[CREATED]["headers"]["Location"] = LOCATION
    operation["responses"] = {**responses, "default": {"$ref": "#/components/responses/Problem"}}


def _schema(value: Any) -> Any:
    """Return a part of the document in the dialect of 3.0; null is gone: what is not known is left out."""
    if isinstance(value, list):
        return [_schema(one) for one in value]
    if not isinstance(value, dict):
        return value
    said = {name: _schema(one) for name, one in value.items() if not _is_title(name, one, value)}
    if "const" in said:
        said["enum"] = [said.pop("const")]
    if "anyOf" in said and {"type": "null"} in said["anyOf"]:
        others = [one for one in said.pop("anyOf") if one != {"type": "null"}]
        said |= others[0] if len(others) == 1 else {"anyOf": others}
    return said


def _is_title(name: str, value: Any, around: dict[str, Any]) -> bool:
    """Whether this is a title that the framework made of a name, which says nothing more."""
    return name == "title" and isinstance(value, str) and "version" not in around


def _camel_path(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: f"{{{to_camel(found[1])}}}", path)

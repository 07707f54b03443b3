"""JSON Schemas: of the definition language, for editors; of a démarche's payload, for its services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.schema import Definition

if TYPE_CHECKING:
    from dossiers.engine.schema import Step

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def language_schema() -> dict[str, Any]:
    """Return the schema of a definition's file."""
    return {"$schema": DIALECT, **Definition.model_json_schema()}


def payload_schema(definition: Definition) -> dict[str, Any]:
    """Return the schema of what a submission of this démarche keeps."""
    return {
        "$schema": DIALECT,
        "title": f"{definition.slug}, version {definition.version}",
        "type": "object",
        "properties": {step.key: _step_schema(step) for step in definition.steps},
        "required": [step.key for step in definition.steps if step.when is None],
        "additionalProperties": False,
    }


def parcel_schema(definition: Definition, *, payload: str) -> dict[str, Any]:
    """Return the schema of what is handed over of this démarche; that of its payload stands at ``payload``.

    Documents have a link where a channel asks for links, and a file where they lie in a folder or a store.
    """
    text = {"type": "string"}
    moment = {"type": "string", "format": "date-time"}
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    document: dict[str, Any] = {
        "id": {"type": "string", "format": "uuid"},
        "name": text,
        "size": {"type": "integer", "minimum": 0},
        "sha256": digest,
    }
    wanted = list(document)
    if any(channel.documents == "links" for channel in definition.all_delivery):
        document |= {"href": {"type": "string", "format": "uri"}, "expires_at": moment}
    if any(channel.gateway in {"folder", "s3"} for channel in definition.all_delivery):
        document |= {"file": text}
    said: dict[str, Any] = {
        "reference": text,
        "demarche": {
            "type": "object",
            "properties": {"slug": {"const": definition.slug}, "version": {"const": definition.version}},
        },
        "submitted_at": moment,
        "language": {"enum": ["fr", "de", "nl", "en"]},
        "space": {"type": "object"},
        "actor": {"type": "object"},
        "declarations": {"type": "array", "items": text},
        "payload": {"$ref": payload},
        "payload_sha256": digest,
        "documents": {
            "type": "array",
            "items": {"type": "object", "properties": document, "required": wanted},
        },
    }
    more = {
        "signatories": {"type": "array", "items": {"type": "object"}},
        "number": {"type": "integer", "minimum": 2},
    }
    return {
        "$schema": DIALECT,
        "title": f"{definition.slug}, version {definition.version}, as it is handed over",
        "type": "object",
        "properties": said | more,
        "required": list(said),
    }


def _step_schema(step: Step) -> dict[str, Any]:
    """Return the schema of one step's answers."""
    questions = step.questions.values()
    return {
        "type": "object",
        "title": step.title.fr,
        "properties": {
            question.key: {"title": question.label.fr, **question.payload_schema()} for question in questions
        },
        "required": [
            question.key for question in questions if not question.optional and question.when is None
        ],
        "additionalProperties": False,
    }

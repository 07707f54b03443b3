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

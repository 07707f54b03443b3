"""Conditions as a definition writes them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from dossiers.engine.conditions.relations import read_comparison_of_answers
from dossiers.engine.conditions.tree import OPERATORS, Comparison, Condition, Group, Not


def read_condition(declared: Any) -> Condition:
    """Read a condition of a file; a ValueError says what is wrong with it."""
    if isinstance(declared, Condition):
        return declared
    if isinstance(declared, str):
        return read_comparison_of_answers(declared)
    if isinstance(declared, list):
        raise ValueError("several conditions stand in {all: […]} or in {any: […]}")  # noqa: TRY004 - pydantic turns ValueError into a problem of the file
    if not isinstance(declared, dict) or not declared:
        raise ValueError(
            "a condition is expected, such as {step.field: value}, {all: […]}, {not: {…}} or fin >= debut"
        )
    return _group([_read_entry(word, content) for word, content in declared.items()], needs_all=True)


def _read_entry(word: Any, content: Any) -> Condition:
    """Read one entry of a condition: a word of the language, or a reference and what to compare it with."""
    if word in {"all", "any"}:
        if not isinstance(content, list) or not content:
            raise ValueError(f"“{word}” expects a list of conditions: {{{word}: [{{…}}, {{…}}]}}")
        return Group(tuple(read_condition(item) for item in content), needs_all=word == "all")
    if word == "not":
        return Not(read_condition(content))
    if not isinstance(word, str):
        raise ValueError(f"“{word}” is not a reference to a field; put it in quotes if it is one")  # noqa: TRY004 - pydantic turns ValueError into a problem of the file
    if isinstance(content, list) and any(isinstance(item, dict) for item in content):
        raise ValueError(f"“{word}” cannot join conditions; write {{all: […]}} or {{any: […]}}")
    comparisons = content if isinstance(content, dict) else {"equals": content}
    if not comparisons:
        raise ValueError(f"nothing to compare “{word}” with")
    return _group(
        [_read_comparison(word, name, operand) for name, operand in comparisons.items()], needs_all=True
    )


def _read_comparison(reference: str, name: Any, operand: Any) -> Condition:
    """Read one comparison of a reference."""
    if name == "not":
        raise ValueError(f"“not” stands around a condition: {{not: {{{reference}: …}}}}")
    if name not in OPERATORS:
        raise ValueError(f"“{name}” is not a comparison; known are {', '.join(OPERATORS)}")
    return Comparison(reference, name, OPERATORS[name].read(operand))


def _group(parts: list[Condition], *, needs_all: bool) -> Condition:
    """Return the only part as it is, several as a group."""
    return parts[0] if len(parts) == 1 else Group(tuple(parts), needs_all)


DeclaredCondition = Annotated[
    Condition,
    PlainValidator(read_condition),
    PlainSerializer(lambda condition: condition.data()),
    WithJsonSchema(
        {
            "type": ["object", "string"],
            "minProperties": 1,
            "properties": {
                "all": {"type": "array", "minItems": 1, "items": {"type": ["object", "string"]}},
                "any": {"type": "array", "minItems": 1, "items": {"type": ["object", "string"]}},
                "not": {"type": ["object", "string"]},
            },
            "additionalProperties": {
                "anyOf": [
                    {"type": ["string", "number", "boolean"]},
                    {"type": "object", "propertyNames": {"enum": list(OPERATORS)}},
                ]
            },
        }
    ),
]

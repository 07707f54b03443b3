"""Conditions: data that says, from earlier answers, whether a step, a field or a rule applies."""

from dossiers.engine.conditions.reading import DeclaredCondition, read_condition
from dossiers.engine.conditions.relations import Relation
from dossiers.engine.conditions.tree import (
    OPERATORS,
    WORDS,
    Comparison,
    Condition,
    Group,
    Leaf,
    Not,
    Operand,
    field_named,
    full_name,
    ordered,
    references_of,
)

__all__ = [
    "OPERATORS",
    "WORDS",
    "Comparison",
    "Condition",
    "DeclaredCondition",
    "Group",
    "Leaf",
    "Not",
    "Operand",
    "Relation",
    "field_named",
    "full_name",
    "ordered",
    "read_condition",
    "references_of",
]

"""Formulas of a definition: what is counted from answers, written as people write sums (ADR 0103).

They are read once, checked when the definition is loaded, and never fail afterwards.
"""

from dossiers.engine.expressions.parsing import MOST_CHARACTERS, Misspelt, read_expression, read_relation
from dossiers.engine.expressions.sorts import Each, Senseless, Sort, joined
from dossiers.engine.expressions.tree import Expression
from dossiers.engine.expressions.values import Value, ValueOf, halves_up, holds

__all__ = [
    "MOST_CHARACTERS",
    "Each",
    "Expression",
    "Misspelt",
    "Senseless",
    "Sort",
    "Value",
    "ValueOf",
    "halves_up",
    "holds",
    "joined",
    "read_expression",
    "read_relation",
]

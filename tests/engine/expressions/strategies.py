"""Formulas of every sort, and answers for the names in them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time
from decimal import Decimal

from hypothesis import strategies as st

from dossiers.engine.expressions import Expression, Senseless, Sort, joined
from dossiers.engine.expressions.functions import FUNCTIONS
from dossiers.engine.expressions.tree import UNITS, Amount, Call, FixedDay, Name, Operation, Opposite
from dossiers.engine.expressions.values import Percentage

SORTS = {
    "a.nombre": Sort.NUMBER,
    "a.part": Sort.PERCENTAGE,
    "a.prix": Sort.MONEY,
    "b.debut": Sort.DAY,
    "b.heure": Sort.TIME,
    "nom": Sort.TEXT,
}
DECIMALS = st.decimals(-(10**15), 10**15, places=2)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "a.nombre": DECIMALS,
        "a.part": st.decimals(0, 100, places=2).map(Percentage),
        "a.prix": DECIMALS,
        "b.debut": st.dates(date(1850, 1, 1)),
        "b.heure": st.times().map(lambda one: time(one.hour, one.minute)),
        "nom": st.text(min_size=1, max_size=5),
    },
)
"""Understood answers, any of them missing."""
FIGURES = st.integers(0, 10**15 - 1).map(str) | st.decimals(0, 10**9, places=2).map("{:f}".format)
AMOUNTS = st.builds(Amount, FIGURES, st.sampled_from(["", "%", "€"])) | st.builds(
    Amount, st.integers(0, 5000).map(str), st.sampled_from(["day", "week", "month", "year"])
)
LEAVES = AMOUNTS | st.builds(FixedDay, st.none() | st.dates()) | st.sampled_from(list(SORTS)).map(Name)
FORMULAS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Operation, inner, st.sampled_from("+-*/"), inner)
        | st.builds(Opposite, inner)
        | st.builds(
            Call, st.sampled_from(list(FUNCTIONS)), st.lists(inner, min_size=1, max_size=3).map(tuple)
        )
    ),
    max_leaves=12,
)
"""Any formula, whether it makes sense or not."""


def sort_of(formula: Expression) -> Sort | None:
    """Return the sort of a formula's value; None when it makes no sense."""
    with suppress(Senseless):
        return formula.sort(SORTS.__getitem__)
    return None


SENSIBLE = FORMULAS.filter(lambda formula: sort_of(formula) is not None)


def alike(formula: Expression) -> st.SearchStrategy[tuple[Expression, Expression]]:
    """Return a formula with others that it can be compared with."""
    simple = [formula, *map(Name, SORTS), *(Amount("7", unit) for unit in UNITS), FixedDay()]
    fitting = [one for one in simple if joined(sort_of(formula), sort_of(one))]
    return st.tuples(st.just(formula), st.sampled_from(fitting))


PAIRS = SENSIBLE.flatmap(alike)
PYTHON = {"+": Decimal.__add__, "-": Decimal.__sub__, "*": Decimal.__mul__}

"""Conditions are logic on any answers whatever: they never raise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine.conditions import OPERATORS, Condition, Group, Not, read_condition
from dossiers.engine.dates import read_day
from tests.engine.samples import TODAY

REFERENCES = st.sampled_from(["a.x", "a.y", "b.z"])
SCALARS = st.text(max_size=3) | st.integers(-5, 5) | st.booleans() | st.floats(-5, 5)
DAYS = st.sampled_from(["today", "2026-01-01", "today - 18 years", "today + 1 month"])
OPERANDS = {
    "equals": SCALARS,
    "one_of": st.lists(SCALARS, min_size=1, max_size=3),
    "answered": st.booleans(),
    "at_least": st.integers(-5, 5),
    "at_most": st.integers(-5, 5),
    **dict.fromkeys(("before", "after", "not_before", "not_after"), DAYS),
}
COMPARISONS = st.one_of(
    [
        st.builds(lambda ref, operand, name=name: {ref: {name: operand}}, REFERENCES, operands)
        for name, operands in OPERANDS.items()
    ]
)
DECLARED = st.recursive(
    COMPARISONS | st.builds(lambda ref, value: {ref: value}, REFERENCES, SCALARS),
    lambda inner: (
        st.builds(lambda part: {"not": part}, inner)
        | st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3))
    ),
    max_leaves=6,
)
CONDITIONS = DECLARED.map(read_condition)
JUNK = (
    st.none()
    | SCALARS
    | st.dates()
    | st.datetimes()
    | st.decimals()
    | st.lists(st.text(max_size=3), max_size=3).map(tuple)
    | st.dictionaries(st.text(max_size=2), st.integers(), max_size=2)
    | st.builds(object)
)
VALUES = st.dictionaries(REFERENCES, JUNK)


def holds(condition: Condition, values: dict[str, object]) -> bool:
    outcome = condition.holds(values.get, TODAY)
    assert isinstance(outcome, bool)
    return outcome


@given(CONDITIONS, VALUES)
def test_a_condition_holds_or_not_whatever_the_answers(condition, values):
    assert holds(condition, values) in {True, False}


@given(CONDITIONS, VALUES)
def test_not_not_is_nothing(condition, values):
    assert holds(Not(Not(condition)), values) == holds(condition, values)


@given(st.lists(CONDITIONS, min_size=1, max_size=4).map(tuple), VALUES)
def test_de_morgan(conditions, values):
    negated = tuple(Not(condition) for condition in conditions)
    assert holds(Not(Group(conditions, needs_all=True)), values) == holds(
        Group(negated, needs_all=False), values
    )
    assert holds(Not(Group(conditions, needs_all=False)), values) == holds(
        Group(negated, needs_all=True), values
    )


@given(CONDITIONS, VALUES)
def test_a_condition_is_the_same_after_json(condition, values):
    again = read_condition(condition.data())
    assert again == condition
    assert again.data() == condition.data()


@given(CONDITIONS, VALUES, st.sets(REFERENCES))
def test_what_is_left_decides_as_the_whole_did(condition, values, open_references):
    left = condition.settled(lambda name: name in open_references, values.get, TODAY)
    if isinstance(left, Condition):
        assert {one.reference for one in left.leaves()} <= open_references
        assert holds(left, values) == holds(condition, values)
    else:
        assert left == holds(condition, values)


@pytest.mark.parametrize(
    ("declared", "value", "expected"),
    [
        ({"a.x": "cargo"}, "cargo", True),
        ({"a.x": "cargo"}, None, False),
        ({"a.x": True}, True, True),
        ({"a.x": True}, Decimal(1), False),
        ({"a.x": {"equals": 2}}, Decimal("2.00"), True),
        ({"a.x": {"one_of": ["b", "c"]}}, "c", True),
        ({"a.x": "travail"}, ("loisir", "travail"), True),
        ({"a.x": {"answered": True}}, Decimal(0), True),
        ({"a.x": {"answered": False}}, None, True),
        ({"a.x": {"at_least": 1, "at_most": 3}}, Decimal(2), True),
        ({"a.x": {"at_least": 1, "at_most": 3}}, Decimal(4), False),
        ({"a.x": {"before": "today"}}, date(2026, 11, 22), True),
        ({"a.x": {"before": "today"}}, TODAY, False),
        ({"a.x": {"not_after": "today"}}, TODAY, True),
        ({"a.x": {"after": "2026-01-01"}}, date(2026, 1, 2), True),
        ({"a.x": {"not_before": "2026-01-01"}}, date(2025, 12, 31), False),
        ({"a.x": {"not_after": "today - 18 years"}}, date(2008, 11, 23), True),
        ({"a.x": {"not_after": "today - 18 years"}}, date(2008, 11, 24), False),
        ({"a.x": date(2026, 1, 1)}, date(2026, 1, 1), True),
        ({"a.x": "cargo"}, date(2026, 1, 1), False),
    ],
)
def test_a_comparison_says_what_it_reads(declared, value, expected):
    assert read_condition(declared).holds({"a.x": value}.get, TODAY) is expected


def test_several_entries_must_all_hold():
    condition = read_condition({"a.x": "b", "a.y": "c"})
    assert condition.holds({"a.x": "b", "a.y": "c"}.get, TODAY)
    assert not condition.holds({"a.x": "b", "a.y": "d"}.get, TODAY)


@pytest.mark.parametrize(
    "declared",
    [None, {}, [], "a.x", {"all": []}, {"all": {}}, {"not": []}, {"a.x": {}}, {"a.x": None}, {1: "a"}]
    + [{"a.x": {name: object()}} for name in OPERATORS]
    + [
        {"a.x": {"one_of": []}},
        {"a.x": {"near": 1}},
        {"a.x": float("nan")},
        {"a.x": {"before": 12}},
    ],
)
def test_what_is_no_condition_is_refused_with_a_reason(declared):
    with pytest.raises(ValueError, match=r"\w+"):
        read_condition(declared)


@given(
    st.dates(),
    st.integers(0, 9999),
    st.sampled_from(["day", "weeks", "month", "years"]),
    st.sampled_from("+-"),
)
def test_a_day_counted_from_today_always_exists(today, count, unit, sign):
    day = read_day(f"today {sign} {count} {unit}").on(today)
    assert (day >= today) if sign == "+" else (day <= today)


def test_a_month_later_keeps_to_the_last_day_of_a_shorter_month():
    assert read_day("today + 1 month").on(date(2026, 1, 31)) == date(2026, 2, 28)

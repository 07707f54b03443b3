"""Parameters and operands that contradict one another are refused."""

from __future__ import annotations

import pytest

from dossiers.engine.checks import problems_of
from tests.engine.samples import definition, field, step, text

OPTIONS = {key: text(key) for key in "abcd"}


def messages(*fields):
    return [finding.message for finding in problems_of(definition(step("un", field("debut"), *fields)))]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (field("x", min_length=5, max_length=4), "min_length 5 is more than max_length 4"),
        (field("x", "number", min=2, max=1), "min 2 is more than max 1"),
        (field("x", "date", min="2026-02-01", max="2026-01-01"), "min 2026-02-01 is after max 2026-01-01"),
        (field("x", "date", min="today", max="today - 1 day"), "min today is after max today - 1 day"),
        (
            field("x", "multiple_choice", options=OPTIONS, min_choices=5),
            "min_choices 5 is more than the 4 possible",
        ),
        (
            field("x", "choice", options=[{"key": "a", "label": text("A")}] * 2),
            "the option “a” stands twice",
        ),
        (field("x", when={"debut": 5}), "a text is expected"),
        (field("x", when={"debut": {"at_least": 5}}), "is of kind text"),
    ],
)
def test_parameters_that_contradict_one_another_are_reported(wrong, reason):
    assert messages(field("x")) == []
    assert any(reason in message for message in messages(wrong)), messages(wrong)


@pytest.mark.parametrize(
    ("asked", "operand", "reason"),
    [
        (field("a", "yes_no"), "peut-être", "yes or no is expected"),
        (field("a", "date"), "hier", "a date is expected"),
        (field("a", "date"), {"before": "2026-02-30"}, "“2026-02-30” is not a day of the calendar"),
        (field("a", "date"), {"not_after": "31/01/2026"}, "write 2026-01-31"),
        (field("a", "number"), "beaucoup", "a number is expected"),
        (field("a", "multiple_choice", options=OPTIONS), "z", "“z” is not one of its options (a, b, c, d)"),
    ],
)
def test_an_operand_that_does_not_fit_is_reported(asked, operand, reason):
    assert any(reason in message for message in messages(asked, field("x", when={"a": operand})))


def test_a_fixed_day_and_one_counted_from_today_may_cross_later():
    assert messages(field("x", "date", min="2020-01-01", max="today")) == []

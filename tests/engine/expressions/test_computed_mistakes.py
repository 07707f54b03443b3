"""Computed values that make no sense are refused with their line and what to write instead."""

from __future__ import annotations

import pytest

from tests.engine.expressions.test_computed import TEXT
from tests.engine.mistakes import changed, line_at, problems

RATE = "          - {value: 20 %}"
NET = "        value: velo.prix - velo.remise"
MISTAKES = {
    "an unknown field": (
        "value: velo.prix - velo.remise",
        "value: velo.pri - velo.remise",
        "“velo.pri”, which is no field; did you mean “velo.prix”?",
    ),
    "itself": (
        "value: velo.prix - velo.remise",
        "value: velo.prix - net",
        "“net”, the very field it is about",
    ),
    "a circle": (
        "          - {value: 20 %}",
        "          - {value: montant / 100 €}",
        "“montant”, which is only asked later",
    ),
    "another sort": (
        "value: velo.prix - velo.remise",
        "value: velo.prix / velo.remise",
        "is a ratio, and the result is said to be “money”; write “result: number”",
    ),
    "a day for money": (
        "value: velo.prix - velo.remise",
        "value: today + 30 days",
        "is a day, and the result is said to be “money”; write “result: date”",
    ),
    "no result": (
        "value: velo.prix - velo.remise",
        "value: today - 2026-01-01",
        "is a number of days, and the result is said to be “money”; this is no result to show",
    ),
    "a number without a sign": (
        "value: velo.prix - velo.remise",
        "value: velo.prix - 100",
        "an amount is written with its sign: 100 €",
    ),
    "a choice": (
        "value: velo.prix - velo.remise",
        "value: velo.prix * velo.type",
        "“velo.type” is of kind choice, which no formula counts with",
    ),
    "nothing": (
        NET,
        "        hint: {fr: Rien, de: Nichts}",
        "write “value: formula”, or “cases” of formulas",
    ),
    "both": (
        NET,
        NET + "\n        cases: [{value: 1 €}]",
        "write “value: formula”, or “cases” of formulas, one of the two",
    ),
    "an otherwise too early": (
        "          - {when: {velo.type: cargo}, value: 40 %}",
        "          - {value: 40 %}",
        "only the last case may have no “when”",
    ),
    "a misspelt case": (RATE, "          - {value: 20 pour cent}", "a number may have one of these units"),
    "a case of another field": (
        "{when: {velo.type: cargo}, value: 40 %}",
        "{when: {velo.type: tandem}, value: 40 %}",
        "“tandem” is not one of its options",
    ),
    "decimals of money": (
        NET,
        NET + "\n        decimals: 3",
        "a result of kind money has no decimals to choose",
    ),
    "a unit of money": (
        NET,
        NET + "\n        unit: {fr: euros, de: Euro}",
        "a result of kind money has its own unit",
    ),
    "prefilled": (NET, NET + "\n        prefill: person.first_name", "does not fit a field of kind computed"),
    "required": (NET, NET + "\n        optional: no", "“optional” cannot be"),
    "an unknown result": (
        "        result: percentage",
        "        result: texte",
        "expected 'number', 'money', 'percentage' or 'date'",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_with_its_line(mistake):
    before, after, reason = MISTAKES[mistake]
    text = changed(TEXT, before, after)
    found, place = problems(text), text.index(after)
    first, key = line_at(text, place), text.rindex("- key:", 0, place)
    around = {first, first + after.count("\n"), line_at(text, key), first - 1}
    assert any(line in around and reason in message for line, message in found), (around, found)

"""Formulas and conditions look at a group: how many items, and the sum of what they answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import Journey
from dossiers.engine.checks import problems_of
from dossiers.engine.expressions import Misspelt, read_expression
from tests.engine.groups.samples import group, item
from tests.engine.samples import TODAY, definition, field, step

FACTURES = group(
    "factures", field("montant", "money"), field("part", "percentage", optional=True), optional=True, max=5
)
TOTAL = field("total", "computed", result="money", value="sum(un.factures.montant)")
SHARES = field("parts", "computed", result="percentage", value="sum(un.factures.part)")
MANY = field("liste", optional=True, when={"un.factures.count": {"at_least": 2}})
RULE = {
    "require": "sum(un.factures.montant) <= un.plafond",
    "field": "un.factures",
    "message": {"fr": "Trop.", "de": "Zu viel."},
}
STEPS = (step("un", field("plafond", "money"), FACTURES), step("deux", TOTAL, SHARES, MANY, field("mot")))
DEMARCHE = definition(*STEPS, rules=[RULE])


def journey(*items, demarche=DEMARCHE) -> Journey:
    answers = {"un": {"plafond": "1000", "factures": list(items)}, "deux": {"mot": "x"}}
    return Journey(demarche, answers, today=TODAY, visited=["un", "deux"])


def test_what_the_items_answer_is_added():
    told = journey(item(1, montant="12,50", part="30"), item(2, montant="7"))
    assert told.is_complete
    assert told.payload()["deux"] == {
        "total": {"amount": "19.50", "currency": "EUR"},
        "parts": 30,
        "mot": "x",
    }
    assert "liste" in told.step("deux").questions
    assert "liste" not in journey(item(1, montant="1")).step("deux").questions


def test_no_item_adds_nothing_and_a_wrong_one_leaves_it_unknown():
    assert journey().value("deux.total") == Decimal(0)
    assert journey(item(1, montant="beaucoup")).value("deux.total") is None


def test_a_rule_compares_the_sum():
    assert journey(item(1, montant="400"), item(2, montant="600")).rule_errors == []
    [error] = journey(item(1, montant="400"), item(2, montant="600,01")).rule_errors
    assert (error.field, error.others) == ("factures", ("un.plafond",))


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=5))
def test_the_sum_is_that_of_decimals(amounts):
    items = [item(number, montant=str(one).replace(".", ",")) for number, one in enumerate(amounts, 1)]
    assert journey(*items).value("deux.total") == sum(amounts)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (
            "un.factures.montant",
            "is the answers of all items, each an amount; write sum(un.factures.montant)",
        ),
        ("sum(un.plafond)", "“sum” adds numbers or amounts of a group"),
        ("sum(un.factures.montan)", "which is no field; its parts are count, montant, part"),
        ("sum(un.factures.part)", "and the result is said to be “money”"),
    ],
)
def test_a_sum_of_something_else_is_refused(value, reason):
    assert list(problems_of(DEMARCHE)) == []
    wrong = definition(STEPS[0], step("deux", {**TOTAL, "value": value}))
    assert any(reason in one.message for one in problems_of(wrong)), list(problems_of(wrong))


def test_a_question_of_the_group_is_named_alone_inside_it():
    inside = group("factures", field("montant", "money"), field("motif", when="un.factures.montant > 5 €"))
    found = list(problems_of(definition(step("un", inside))))
    assert found
    full = group("factures", field("montant", "money"), field("motif", when="un.montant > 5 €"))
    [finding] = problems_of(definition(step("un", full)))
    assert "inside the group write “montant” alone" in finding.message


@pytest.mark.parametrize(
    ("written", "reason"),
    [("sum(", "answers of a group"), ("sum(1)", "answers of a group"), ("sum(a, b)", "bracket")],
)
def test_a_sum_that_cannot_be_read_is_refused(written, reason):
    assert read_expression("sum(a.b.c)").text() == "sum(a.b.c)"
    with pytest.raises(Misspelt, match=reason):
        read_expression(written)

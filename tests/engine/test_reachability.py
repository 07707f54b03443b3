"""What nobody could ever meet is refused; what somebody could is not."""

from __future__ import annotations

import pytest

from dossiers.engine.checks import problems_of
from dossiers.engine.conditions import read_condition
from dossiers.engine.reachability import can_hold
from tests.engine.samples import definition, field, step, text

OPTIONS = {key: text(key) for key in "abcd"}
ASKED = [
    field("texte"),
    field("choix", "choice", options=OPTIONS),
    field("oui", "yes_no"),
    field("jour", "date"),
    field("nombre", "number", max=10),
    field("montant", "money", min=5, max=100),
    field("liste", "multiple_choice", options=OPTIONS, max_choices=2),
    field("paire", "multiple_choice", options=OPTIONS, min_choices=2, optional=True),
    field("fichier", "file"),
]
DEMARCHE = definition(step("un", *ASKED), step("deux", field("suite")))

POSSIBLE = [
    {"un.texte": "x"},
    {"not": {"un.texte": "x"}},
    {"un.choix": {"one_of": ["a", "b"]}},
    {"un.oui": True},
    {"all": [{"un.jour": {"after": "2026-01-01"}}, {"un.jour": {"before": "2026-01-03"}}]},
    {"un.nombre": {"at_least": 3, "at_most": 3}},
    {"un.montant": {"at_least": 100}},
    {"all": [{"un.liste": "a"}, {"un.liste": "b"}]},
    {"all": [{"un.paire": "a"}, {"not": {"un.paire": "b"}}]},
    {"un.fichier": {"answered": True}},
    {"any": [{"un.oui": True}, {"all": [{"un.choix": "a"}, {"un.choix": "b"}]}]},
]
IMPOSSIBLE = [
    {"all": [{"un.texte": "x"}, {"un.texte": "y"}]},
    {"all": [{"un.choix": "a"}, {"not": {"un.choix": {"one_of": ["a", "c"]}}}]},
    {"all": [{"un.oui": True}, {"un.oui": False}]},
    {"all": [{"un.jour": {"after": "2026-01-01"}}, {"un.jour": {"before": "2026-01-02"}}]},
    {"un.nombre": {"at_least": 11}},
    {"un.nombre": {"at_least": 4, "at_most": 3}},
    {"un.montant": {"at_most": 4}},
    {"all": [{"un.liste": "a"}, {"un.liste": "b"}, {"un.liste": "c"}]},
    {"all": [{"un.fichier": {"answered": True}}, {"un.fichier": {"answered": False}}]},
]


@pytest.mark.parametrize("declared", POSSIBLE, ids=str)
def test_what_somebody_could_answer_can_hold(declared):
    assert can_hold(DEMARCHE, read_condition(declared), "deux")


@pytest.mark.parametrize("declared", IMPOSSIBLE, ids=str)
def test_what_contradicts_itself_cannot_hold(declared):
    assert not can_hold(DEMARCHE, read_condition(declared), "deux")


def test_a_condition_too_large_to_try_is_given_the_benefit_of_the_doubt():
    many = definition(*[step(f"s{rank}", field("x", "choice", options=OPTIONS)) for rank in range(8)])
    parts = [{f"s{rank}.x": "a"} for rank in range(8)]
    assert can_hold(many, read_condition({"all": [*parts, {"not": parts[0]}]}), "s7")


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
        (field("a", "number"), "beaucoup", "a number is expected"),
        (field("a", "multiple_choice", options=OPTIONS), "z", "“z” is not one of its options (a, b, c, d)"),
    ],
)
def test_an_operand_that_does_not_fit_is_reported(asked, operand, reason):
    assert any(reason in message for message in messages(asked, field("x", when={"a": operand})))


def test_a_fixed_day_and_one_counted_from_today_may_cross_later():
    assert messages(field("x", "date", min="2020-01-01", max="today")) == []

"""Rules about questions that other answers decide whether to ask: those answers are ways through, too."""

from __future__ import annotations

import pytest

from dossiers.engine import Journey
from tests.engine.samples import TODAY, definition, field, step, text

YES = {"accord.oui": True}
STEPS = [
    step("debut", field("mot")),
    step("accord", field("oui", "yes_no", optional=True)),
    step("suite", field("note", optional=True), field("detail", when=YES)),
]
DETAIL = {"suite.detail": {"answered": True}}


def rule(require, at, **more):
    return {"require": require, "field": at, "message": text("Non."), **more}


def journey(answers, *rules, visited=(), steps=STEPS):
    return Journey(definition(*steps, rules=list(rules)), answers, today=TODAY, visited=visited)


def told(one):
    return [(error.field, *error.others) for error in one.rule_errors]


def test_a_rule_that_needs_a_question_waits_for_the_step_that_decides_whether_it_is_asked():
    needs = rule(DETAIL, "debut.mot")
    begun = journey({"debut": {"mot": "Oui"}}, needs, visited=["debut"])
    assert begun.rule_errors == []
    assert begun.first_incomplete.key == "accord"
    assert [one.may_visit for one in begun.steps] == [True, True, False]
    answers = {"debut": {"mot": "Oui"}, "accord": {"oui": "yes"}}
    asked = journey(answers, needs, visited=["debut", "accord"])
    assert (asked.rule_errors, asked.first_incomplete.key) == ([], "suite")
    assert journey(answers | {"suite": {"detail": "Ici"}}, needs).is_complete


def test_an_optional_answer_left_out_is_named_when_a_rule_needs_what_it_asks():
    left_out = {"debut": {"mot": "Oui"}, "accord": {}, "suite": {"note": "Oui"}}
    one = journey(left_out, rule(DETAIL, "suite.note"), visited=left_out)
    assert told(one) == [("note", "accord.oui")]
    assert one.step("accord").may_visit


@pytest.mark.parametrize(
    "forbids",
    [
        rule({"not": DETAIL}, "debut.mot"),  # what it compares cannot be left out while it is asked
        rule({"not": {"debut.mot": {"answered": True}}}, "suite.detail"),  # neither can its own field
    ],
    ids=["compared", "its own field"],
)
def test_an_answer_without_which_the_rule_would_not_be_told_is_named(forbids):
    answers = {"debut": {"mot": "Oui"}, "accord": {"oui": "yes"}, "suite": {"detail": "Ici"}}
    one = journey(answers, forbids, visited=answers)
    assert [error[-1] for error in told(one)] == ["accord.oui"]
    assert journey(answers | {"accord": {"oui": "no"}}, forbids).is_complete


def test_every_answer_of_a_chain_is_named_each_once_and_only_what_is_asked():
    steps = [
        step("premier", field("a", "yes_no"), field("b", "yes_no", optional=True, when={"a": True})),
        step("second", field("c"), when={"premier.b": True}),
        step("fin", field("d", when={"premier.a": True})),
    ]
    needs = rule({"second.c": {"answered": True}}, "fin.d")
    answers = {"premier": {"a": "yes", "b": "no"}, "fin": {"d": "Oui"}}
    assert told(journey(answers, needs, steps=steps, visited=answers)) == [("d", "premier.a", "premier.b")]


def test_a_rule_is_not_told_while_what_it_compares_may_yet_not_be_asked():
    unless = {"not": YES}
    steps = [*STEPS[:2], step("suite", field("nombre", "number", when=unless), field("autre"))]
    few = rule({"suite.nombre": {"at_most": 3}}, "debut.mot")
    answers = {"debut": {"mot": "Oui"}, "suite": {"nombre": "5", "autre": "Oui"}}
    waiting = journey(answers, few, steps=steps, visited=["debut", "suite"])
    assert (waiting.rule_errors, waiting.first_incomplete.key) == ([], "accord")
    met = journey(answers, few, steps=steps, visited=["debut", "accord", "suite"])
    assert told(met) == [("mot", "suite.nombre", "accord.oui")]

"""A definition in which somebody would be stopped for ever is refused, with the line and the reason."""

from __future__ import annotations

import pytest

from dossiers.engine.checks import problems_of
from tests.engine.samples import definition, field, step, text

OPTIONS = {key: text(key) for key in "abc"}
STEP = step(
    "s",
    field("texte"),
    field("autre"),
    field("choix", "choice", options=OPTIONS),
    field("nombre", "number", max=10),
    field("libre", "number", optional=True),
    field("jour", "date"),
    field("si_a", "number", when={"choix": "a"}),
    field("si_b", "number", when={"choix": "b"}),
)


def rule(require, when=None, at="s.choix"):
    return {"require": require, "message": text("Non."), "field": at} | ({"when": when} if when else {})


def findings(*rules, steps=(STEP,)):
    return [(one.path, one.message) for one in problems_of(definition(*steps, rules=list(rules)))]


KEPT = [
    rule({"s.nombre": {"at_least": 2, "at_most": 3}}),
    rule({"s.jour": {"not_before": "2024-01-01", "not_after": "today"}}, at="s.jour"),
    rule({"not": {"s.choix": "a"}}),
    rule({"s.texte": "oui"}, at="s.texte"),
    rule({"s.si_a": {"at_least": 1}}, at="s.si_a"),
    rule({"s.libre": {"answered": True}}, when={"s.choix": "a"}, at="s.libre"),
]
NEVER_KEPT = {
    "a number between nothing": rule({"s.nombre": {"at_least": 3, "at_most": 2}}),
    "a number beyond its limits": rule({"s.nombre": {"at_least": 11}}),
    "a day after and before": rule({"s.jour": {"after": "today", "before": "today"}}),
    "what its own condition excludes": rule({"s.choix": "b"}, when={"s.choix": "a"}),
    "an answer its condition wants blank": rule(
        {"s.libre": {"answered": True}}, when={"s.libre": {"answered": False}}
    ),
}
NEVER_APPLIED = {
    "answers never given together": rule({"s.si_a": 1, "s.si_b": 1}, at="s.si_a"),
    "a condition that never holds": rule({"s.nombre": 1}, when={"all": [{"s.choix": "a"}, {"s.choix": "b"}]}),
    "a condition on what is not asked": rule({"s.nombre": 1}, when={"s.choix": "b", "s.si_a": 1}),
    "a message at what is not asked": rule({"s.si_a": 1}, at="s.si_b"),
    "a required answer left blank": rule({"s.libre": 1}, when={"s.nombre": {"answered": False}}),
}


@pytest.mark.parametrize("kept", KEPT, ids=str)
def test_a_rule_that_somebody_can_keep_is_accepted(kept):
    assert findings(kept) == []


def test_rules_that_agree_are_accepted_together():
    assert findings(*KEPT[:3], KEPT[4]) == []


@pytest.mark.parametrize("what", NEVER_KEPT)
def test_a_rule_that_nobody_can_keep_is_refused(what):
    [(path, message)] = findings(NEVER_KEPT[what])
    assert path == ("rules", 0, "require")
    assert "nobody can keep this rule" in message


@pytest.mark.parametrize("what", NEVER_APPLIED)
def test_a_rule_that_never_applies_is_refused(what):
    [(_, message)] = findings(NEVER_APPLIED[what])
    assert "this rule never applies" in message


def test_rules_that_contradict_one_another_are_refused():
    low, high = rule({"s.nombre": {"at_most": 4}}), rule({"s.nombre": {"at_least": 5}})
    [(path, message)] = findings(low, high)
    assert path == ("rules", 1, "require")
    assert "with the rules before it, this rule keeps everybody from sending" in message


@pytest.mark.parametrize(
    "require",
    [{"s.texte": "s.autre"}, {"s.choix": "s.autre"}, {"s.texte": {"one_of": ["x", "s.autre"]}}],
    ids=str,
)
def test_answers_compared_with_one_another_are_refused(require):
    [(_, message)] = findings(rule(require))
    [(name, _operand)] = require.items()
    instead = "compare it with a value" if name == "s.choix" else "write s.texte = s.autre"
    assert f"“s.autre”, another field, as a value; {instead}" in message


def test_a_text_that_only_looks_like_a_field_is_compared():
    assert findings(rule({"s.texte": {"one_of": ["autre", "s.absent"]}}, at="s.texte")) == []


UNMET = {
    "a field in a step that excludes it": (
        step("t", field("x", when={"s.choix": "b"}), field("y"), when={"s.choix": "a"}),
        "nobody can be asked “x”",
    ),
    "a step after what is never asked": (
        step("t", field("x"), when={"s.si_a": {"answered": True}, "s.choix": "b"}),
        "nobody can reach the step “t”",
    ),
    "a step for a required answer left blank": (
        step("t", field("x"), when={"s.nombre": {"answered": False}}),
        "nobody can reach the step “t”",
    ),
    "a whole number between two": (
        step("t", field("x", "number", min=0.2, max=0.7)),
        "nobody can answer “x”: its limits leave no value",
    ),
    "a day between a fixed one and today": (
        step("t", field("x", "date", min="2027-01-01", max="today")),
        "nobody can answer “x”: its limits leave no value",
    ),
    "a panel that its step excludes": (
        step(
            "t",
            field("y"),
            field("x", "information", text=text("À lire."), when={"s.choix": "b"}),
            when={"s.choix": "a"},
        ),
        "nobody can be shown “x”",
    ),
}


@pytest.mark.parametrize("what", UNMET)
def test_what_nobody_can_meet_is_refused(what):
    unmet, reason = UNMET[what]
    found = findings(steps=(STEP, unmet))
    assert len(found) == 1
    assert reason in found[0][1]


def test_what_explains_a_refusal_is_accepted_though_nobody_can_send_then():
    panel = field("non", "information", text=text("Cette aide n’est pas pour vous."), when={"choix": "a"})
    first = {**STEP, "fields": [*STEP["fields"], panel]}
    assert findings(rule({"not": {"s.choix": "a"}}), steps=(first,)) == []


def test_what_asks_to_answer_is_shown_until_the_answer_comes():
    panel = field("aide", "information", text=text("Répondez."), when={"choix": {"answered": False}})
    first = {**STEP, "fields": [*STEP["fields"], panel]}
    assert findings(steps=(first,)) == []


def test_a_condition_that_compares_too_much_is_refused():
    large = {"any": [{"s.nombre": number} for number in range(201)]}
    [(_, message)] = findings(rule(large))
    assert "the condition compares too much: 200 values at most" in message


def test_other_mistakes_are_told_before_what_nobody_can_meet():
    found = findings(rule({"s.nombre": {"at_least": 3, "at_most": 2}}), rule({"s.absent": 1}))
    assert [path for path, _ in found] == [("rules", 1, "require")]


def test_what_nobody_can_meet_is_not_looked_for_between_days_in_the_wrong_order():
    closed = definition(STEP, rules=[rule({"s.jour": {"before": "today"}})], closes="2025-01-01")
    assert [one.path for one in problems_of(closed)] == [("closes",)]

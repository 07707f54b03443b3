"""Rules: told once all they are about is known, without closing the way to any answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from dossiers.engine import Journey, step_form
from tests.engine.samples import TODAY, definition, field, step, text
from tests.engine.test_journey import ANSWERS, conditions, definitions

if TYPE_CHECKING:
    import random

STEPS = [
    step("revenus", field("montant", "money")),
    step("menage", field("personnes", "number"), field("grand", "yes_no", optional=True)),
    step("fin", field("note", optional=True)),
]
LIMIT = {
    "require": {"revenus.montant": {"at_most": 60000}},
    "when": {"menage.personnes": {"at_most": 3}},
    "field": "revenus.montant",
    "message": text("Trop élevé."),
}
CLASH = {"revenus": {"montant": "80000"}, "menage": {"personnes": "3"}}
RIGHT = {"text": ["mot"], "choice": ["a", "b", "c"], "yes_no": ["yes", "no"], "number": ["1", "3", "5"]}


def journey(answers, *rules, visited=()):
    return Journey(definition(*STEPS, rules=list(rules)), answers, today=TODAY, visited=visited)


def may_visit(one):
    return [step_.may_visit for step_ in one.steps]


def test_all_steps_up_to_the_last_answer_of_a_broken_rule_are_open():
    clash = journey(CLASH, LIMIT)
    assert clash.step("revenus").errors["montant"].messages == ["Trop élevé."]
    assert clash.rule_errors[0].others == ("menage.personnes",)
    assert may_visit(clash) == [True, True, False]
    assert clash.first_incomplete.key == "revenus"


def test_a_rule_whose_message_stands_last_leaves_earlier_steps_open():
    last = journey(CLASH | {"fin": {"note": "Oui"}}, LIMIT | {"field": "fin.note"})
    assert may_visit(last) == [True, True, True]
    assert last.rule_errors[0].others == ("revenus.montant", "menage.personnes")


def test_a_rule_whose_message_stands_at_a_question_that_is_not_asked_is_not_told():
    asked_of_the_many = field("note", optional=True, when={"menage.personnes": {"at_least": 3}})
    steps = [*STEPS[:2], step("fin", asked_of_the_many)]
    rule = {"require": {"revenus.montant": {"at_most": 60000}}, "field": "fin.note", "message": text("Non.")}
    answers = CLASH | {"fin": {"note": "Oui"}}
    told, silent = (
        Journey(definition(*steps, rules=[rule]), answers | {"menage": {"personnes": people}}, today=TODAY)
        for people in ("3", "2")
    )
    assert [error.field for error in told.rule_errors] == ["note"]
    assert silent.rule_errors == []


def test_a_rule_waits_for_a_step_that_may_decide_it_and_keeps_that_one_open():
    unless = LIMIT | {"when": {"not": {"menage.grand": True}}}
    answers = {"revenus": {"montant": "80000"}, "menage": {"personnes": "3"}}
    waiting = journey(answers, unless, visited=["revenus"])
    assert waiting.rule_errors == []
    assert (waiting.step("revenus").is_complete, waiting.step("menage").is_complete) == (True, False)
    assert may_visit(waiting) == [True, True, False]
    told = journey(answers, unless, visited=["revenus", "menage"])
    assert [error.step for error in told.rule_errors] == ["revenus"]
    held = {**answers, "menage": {"personnes": "3", "grand": "yes"}}
    assert journey(held, unless, visited=["revenus"]).is_complete


def test_a_rule_waits_while_an_answer_it_is_about_is_wrong():
    unless = LIMIT | {"when": {"not": {"menage.grand": True}}}
    answers = {"revenus": {"montant": "80000"}, "menage": {"personnes": "3", "grand": "peut-être"}}
    wrong = journey(answers, unless, visited=["revenus", "menage", "fin"])
    assert wrong.rule_errors == []
    assert list(wrong.step("menage").errors) == ["grand"]
    assert not wrong.is_complete


def test_the_answers_of_visited_steps_stay_open_whatever_is_wrong_before():
    wrong = journey({"revenus": {"montant": "?"}, "menage": {"personnes": "3"}}, visited=["menage"])
    assert may_visit(wrong) == [True, True, False]


@st.composite
def ruled(draw):
    """Small definitions with conditions and rules in every direction."""
    plain = draw(definitions())
    known = [
        (f"{one.key}.{question.key}", question.kind if question.asks else question.result)
        for one, question in plain.questions()
    ]
    rules = []
    for number in range(draw(st.integers(1, 3))):
        words = {"when": draw(conditions(known))} if draw(st.booleans()) else {}
        required = draw(st.lists(conditions(known), min_size=1, max_size=2))
        words["require"] = {draw(st.sampled_from(["all", "any"])): required}
        place = draw(st.sampled_from(known))[0]
        rules.append({"field": place, "message": text(f"Règle {number}."), **words})
    return definition(*plain.content()["steps"], rules=rules)


VISITED = st.sets(st.sampled_from(["s0", "s1", "s2", "s3"]))


@given(ruled(), ANSWERS, VISITED)
def test_every_applicable_answer_that_was_saved_can_be_opened_and_saved(demarche, answers, visited):
    answers = {key: values for key, values in answers.items() if isinstance(values, dict)}
    one = Journey(demarche, answers, today=TODAY, visited=visited)
    assert all(step_.may_visit for step_ in one.steps if step_.key in visited)
    for step_ in one.steps:
        step_form(one, step_.key, language="fr", data={}).raw_values()
        assert step_form(one, step_.key, language="fr").errors.keys() <= step_.questions.keys()
    if one.first_incomplete:
        assert one.first_incomplete.may_visit
    complete = [Journey(demarche, answers, today=TODAY, visited=met).is_complete for met in ((), visited)]
    everywhere = Journey(demarche, answers, today=TODAY, visited=[step_.key for step_ in demarche.steps])
    assert complete == [everywhere.is_complete] * 2


@given(ruled(), ANSWERS, VISITED, st.randoms(use_true_random=False))
def test_from_any_draft_a_person_gets_through_by_open_steps_alone(demarche, answers, visited, chance):
    wanted = complete_answers(demarche, chance)
    assume(wanted is not None)
    answers, visited = dict(answers), set(visited)

    def give(key: str) -> None:
        assert Journey(demarche, answers, today=TODAY, visited=visited).step(key).may_visit
        answers[key] = wanted[key]
        visited.add(key)

    for _ in range(4 * len(demarche.steps)):
        one = Journey(demarche, answers, today=TODAY, visited=visited)
        if one.is_complete:
            return
        obstacle = one.first_incomplete
        others = [name for error in one.rule_errors if error.step == obstacle.key for name in error.others]
        for key in dict.fromkeys([obstacle.key, *(name.partition(".")[0] for name in others)]):
            if Journey(demarche, answers, today=TODAY, visited=visited).step(key):
                give(key)
    raise AssertionError("stopped on the way")


def complete_answers(demarche, chance: random.Random):
    """Return answers with which the journey is complete, or None when chance finds none."""
    for _ in range(40):
        found = {
            one.key: {
                key: chance.choice(RIGHT[question.kind])
                for key, question in one.questions.items()
                if question.asks
            }
            for one in demarche.steps
        }
        if Journey(demarche, found, today=TODAY).is_complete:
            return found
    return None

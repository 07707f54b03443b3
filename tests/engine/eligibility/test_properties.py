"""Whatever the démarche and the answers, the check says what the form says, and asks nothing in vain."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dossiers.engine.eligibility import Check, Verdict
from tests.engine.eligibility.made import demarche, every_answer, has_no_right, some_answer
from tests.engine.samples import TODAY

EXAMPLES = int(os.environ.get("ELIGIBILITY_EXAMPLES", "300"))
CHANCE = st.integers(0, 2**32).map(random.Random)


def walk(one, answers) -> tuple[Check, list[str]]:
    """Answer what the check asks until it says what it thinks; return it with what it asked."""
    given_, asked = {}, []
    while (check := Check(one, given_, today=TODAY)).verdict is Verdict.OPEN:
        name = check.next_question
        assert name not in asked
        asked.append(name)
        given_ = {**given_, name: answer_of(answers, name)}
    return check, asked


@settings(max_examples=EXAMPLES)
@given(CHANCE)
def test_the_check_says_what_the_whole_form_says(chance):
    one = demarche(chance)
    answers = some_answer(one, chance)
    check, _asked = walk(one, answers)
    assert (check.verdict is Verdict.NO_RIGHT) is has_no_right(one, answers)
    assert bool(check.exits) is (check.verdict is Verdict.NO_RIGHT)


def answer_of(answers, name):
    step, _dot, key = name.partition(".")
    return answers[step][key]


def has_formulas(one) -> bool:
    """Whether a condition counts with an answer: such a question may be asked in vain."""
    content = str(one.content())
    return any(words in content for words in (".count", " > 4", " * 2"))


@settings(max_examples=max(30, EXAMPLES // 100))
@given(CHANCE)
@example(random.Random(85886))  # noqa: S311 - found by chance: a number between two exits decides
def test_every_question_asked_can_still_change_the_verdict(chance):
    one = demarche(chance)
    assume(not has_formulas(one))
    everything = list(every_answer(one))
    mine = chance.choice(everything)
    check, asked = walk(one, mine)
    for place, name in enumerate(asked):
        before = asked[:place]
        verdicts: dict[str, set[bool]] = {}
        for answers in everything:
            if all(answer_of(answers, known) == answer_of(mine, known) for known in before):
                others = str({one_: raw for one_, raw in named(answers).items() if one_ != name})
                verdicts.setdefault(others, set()).add(has_no_right(one, answers))
        assert any(len(said) == 2 for said in verdicts.values()), (name, before)
    assert check.verdict is not Verdict.OPEN


def named(answers):
    return {f"{step}.{key}": raw for step, fields in answers.items() for key, raw in fields.items()}


@pytest.mark.parametrize("seed", range(3))
def test_what_is_made_by_chance_has_both_verdicts(seed):
    """The properties speak of something: rights are given, and refused."""
    chance = random.Random(seed)  # noqa: S311 - tests are made, nothing is kept secret
    said = {has_no_right(one, some_answer(one, chance)) for one in (demarche(chance) for _ in range(40))}
    assert said == {True, False}


def test_a_question_that_is_always_asked_is_asked_though_its_condition_is_not_known_yet():
    """No answer to what its condition looks at changes anything: it alone does."""
    one = demarche(random.Random(2194))  # noqa: S311 - found by chance, kept for good
    answers = some_answer(one, random.Random(1))  # noqa: S311 - any of them does
    check, asked = walk(one, answers)
    assert asked == ["s1.f1"]
    assert (check.verdict is Verdict.NO_RIGHT) is has_no_right(one, answers)


def test_an_exit_that_is_sure_is_said_though_an_answer_that_counts_no_more_is_open():
    one = demarche(random.Random(27528605))  # noqa: S311 - found by chance, kept for good
    check = Check(one, {"s0.f0": "no", "s2.f0": "no"}, today=TODAY)
    assert (check.verdict, len(check.exits)) == (Verdict.NO_RIGHT, 1)

"""Small démarches with exits made by chance, and every way to answer them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from dossiers.engine import Journey
from tests.engine.samples import TODAY, definition, field, step, text

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from dossiers.engine.schema import Definition

Answers = dict[str, dict[str, Any]]
OPTIONS = {key: text(key) for key in "abc"}
RAWS: dict[str, list[Any]] = {
    "yes_no": ["yes", "no"],
    "choice": ["a", "b", "c"],
    "multiple_choice": [["a"], ["b"], ["c"], ["a", "b"]],
    "number": ["1", "3", "5", "9"],
}
"""An answer of every sort that the conditions below tell apart: without one, a question would seem vain."""
ARTICLE = {"text": text("Article 1.")}


def an_exit(when: Any) -> dict[str, Any]:
    """Return an exit under a condition."""
    words = {"title": text("Non."), "reason": text("Parce que.")}
    return {"when": when, **words, "legal_basis": ARTICLE, "way_on": ARTICLE}


def comparison(chance: random.Random, name: str, kind: str) -> Any:
    """Return a condition on the answer to a question."""
    conditions: dict[str, list[Any]] = {
        "yes_no": [{name: True}, {name: False}],
        "choice": [{name: "a"}, {name: {"one_of": ["b", "c"]}}, {name: {"answered": True}}],
        "multiple_choice": [{name: "a"}, {name: "b"}, {f"{name}.count": {"at_least": 2}}],
        "number": [{name: {"at_least": 5}}, {name: {"at_most": 1}}, f"{name} > 4", f"{name} * 2 <= 10"],
    }
    found = chance.choice(conditions[kind])
    return {"not": found} if chance.random() < 0.3 else found


def condition(chance: random.Random, earlier: dict[str, str], depth: int = 2) -> Any:
    """Return a condition on some of these questions."""
    if depth == 0 or chance.random() < 0.4:
        name = chance.choice(list(earlier))
        return comparison(chance, name, earlier[name])
    parts = [condition(chance, earlier, depth - 1) for _ in range(chance.randint(2, 3))]
    return {chance.choice(["all", "any"]): parts}


def demarche(chance: random.Random) -> Definition:
    """Return a démarche of two or three steps, some under conditions, with one to three exits."""
    earlier: dict[str, str] = {}
    steps = []
    for rank in range(chance.randint(2, 3)):
        key, fields = f"s{rank}", []
        when = condition(chance, earlier, 1) if earlier and chance.random() < 0.3 else None
        for place in range(chance.randint(1, 2)):
            kind = chance.choice(list(RAWS))
            more: dict[str, Any] = {"options": OPTIONS} if "choice" in kind else {}
            if earlier and chance.random() < 0.3:
                more["when"] = condition(chance, earlier, 1)
            if chance.random() < 0.25:
                more["optional"] = True
            fields.append(field(f"f{place}", kind, **more))
            earlier[f"{key}.f{place}"] = kind
        exits = [an_exit(condition(chance, earlier)) for _ in range(chance.randint(0, 2))]
        steps.append(step(key, *fields, exits=exits, **({"when": when} if when else {})))
    if not any(one["exits"] for one in steps):
        steps[-1]["exits"] = [an_exit(condition(chance, earlier))]
    return definition(*steps)


def every_answer(one: Definition) -> Iterator[Answers]:
    """Give every way to answer all questions, whether they are asked or not."""
    named = [(step_.key, question) for step_, question in one.questions()]
    raws = [[*RAWS[question.kind], *([""] if question.optional else [])] for _key, question in named]
    for chosen in product(*raws):
        answers: Answers = {}
        for (key, question), raw in zip(named, chosen, strict=True):
            answers.setdefault(key, {})[question.key] = raw
        yield answers


def some_answer(one: Definition, chance: random.Random) -> Answers:
    """Return one way to answer all questions."""
    answers: Answers = {}
    for step_, question in one.questions():
        raws = [*RAWS[question.kind], *([""] if question.optional else [])]
        answers.setdefault(step_.key, {})[question.key] = chance.choice(raws)
    return answers


def has_no_right(one: Definition, answers: Answers) -> bool:
    """Say what the whole form says of answers, every step having been saved."""
    return bool(Journey(one, answers, today=TODAY, visited=answers.keys()).exits)

"""Groups of questions for tests, and random definitions that have them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.engine.samples import definition, field, step, text

FORMULAS = ("{0} + 1", "if_missing({0}, 0) * 2", "6 / {0}")
"""What may be calculated from a number."""
OPTIONS = {key: text(key) for key in "abc"}


def group(key: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a group of questions; ``min`` and ``max`` say how many items it has."""
    limits = {word: more.pop(word) for word in ("min", "max") if word in more}
    repeat = {"item_label": text("Facture"), **limits}
    return field(key, "group", repeat=repeat, questions=list(questions), **more)


def item(rank: int, **answers: Any) -> dict[str, Any]:
    """Return an item as a draft keeps it."""
    return {"id": f"{rank:012x}", "answers": answers}


COMPARED = {
    "text": st.just({"answered": True}),
    "choice": st.sampled_from(["a", "b", {"one_of": ["b", "c"]}]),
    "yes_no": st.booleans(),
    "number": st.sampled_from([{"at_least": 3}, {"at_most": 3}]),
    "group": st.just({"answered": True}),
}


@st.composite
def conditions(draw, known):
    """A condition on one of the known answers."""
    reference, kind = draw(st.sampled_from(known))
    condition: Any = {reference: draw(COMPARED[kind])}
    if kind == "number" and draw(st.booleans()):
        condition = draw(st.sampled_from(FORMULAS)).format(reference) + " >= 4"
    return {"not": condition} if draw(st.booleans()) else condition


@st.composite
def questions(draw, key, known):
    """A question of one answer, perhaps under a condition on known ones."""
    numbers = [name for name, kind in known if kind == "number"]
    kind = draw(st.sampled_from(["text", "choice", "yes_no", "number", *(["computed"] if numbers else [])]))
    words: dict[str, Any] = {"optional": kind == "computed" or draw(st.booleans())}
    if kind == "computed":
        formula = draw(st.sampled_from(FORMULAS)).format(draw(st.sampled_from(numbers)))
        words |= {"result": "number", "value": formula}
    if known and draw(st.booleans()):
        words["when"] = draw(conditions(known))
    if kind == "choice":
        words["options"] = OPTIONS
    known.append((key, "number" if kind == "computed" else kind))
    return field(key, kind, **words)


@st.composite
def groups(draw, key, known, *, depth):
    """A group whose conditions look at answers of the same item and around it."""
    inside = list(known)
    asked = []
    for place in range(draw(st.integers(1, 3))):
        if depth and draw(st.integers(0, 2)) == 2:
            asked.append(draw(groups(f"{key}_g{place}", inside, depth=depth - 1)))
        else:
            asked.append(draw(questions(f"{key}_q{place}", inside)))
    words: dict[str, Any] = {"optional": draw(st.booleans())}
    if known and draw(st.booleans()):
        words["when"] = draw(conditions(known))
    known.append((key, "group"))
    return group(key, *asked, max=draw(st.integers(1, 4)), **words)


@st.composite
def definitions(draw):
    """Small definitions with groups, nested once."""
    steps, known = [], []
    for rank in range(draw(st.integers(1, 3))):
        here, fields = list(known), []
        for place in range(draw(st.integers(1, 3))):
            key = f"s{rank}f{place}"
            made = groups(key, here, depth=1) if draw(st.booleans()) else questions(key, here)
            fields.append(draw(made))
        when = {"when": draw(conditions(known))} if known and draw(st.booleans()) else {}
        known += [(f"s{rank}.{name}", kind) for name, kind in here[len(known) :]]
        steps.append(step(f"s{rank}", *fields, **when))
    return definition(*steps)


RAWS = {
    "text": st.sampled_from(["", "a", " "]),
    "choice": st.sampled_from(["a", "b", "c", "", "z"]),
    "yes_no": st.sampled_from(["yes", "no", "yes", "no", "", "a"]),
    "number": st.sampled_from(["1", "5", "0", "", "x", None]),
    "computed": st.just("9"),
}


@st.composite
def items(draw, asked):
    """Items of a group as a draft may keep them, with answers to more than its questions."""
    made = []
    for rank in draw(st.lists(st.integers(0, 5), min_size=0, max_size=3)):
        one = item(rank, **{"junk": "x", **draw(answers_to(asked.questions))})
        made.append(one | ({"removed": True} if draw(st.integers(0, 7)) == 7 else {}))
    return made


@st.composite
def answers_to(draw, asked):
    """Answers to some questions."""
    given = {}
    for question in asked:
        if draw(st.integers(0, 9)):
            given[question.key] = draw(items(question) if question.kind == "group" else RAWS[question.kind])
    return given


@st.composite
def answers(draw, demarche):
    """Answers to some of a definition's questions."""
    return {step_.key: draw(answers_to(step_.fields)) for step_ in demarche.steps}

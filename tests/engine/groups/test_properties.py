"""Whatever groups a definition has and whatever is typed: what is sent, and what counts of what was typed."""

from __future__ import annotations

from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dossiers.engine import Definition, Journey
from dossiers.engine.groups.inside import inside
from dossiers.engine.groups.items import present
from dossiers.engine.groups.question import GroupOfQuestions
from dossiers.engine.json_schema import payload_schema
from tests.engine.groups.samples import answers, definitions
from tests.engine.groups.schemas import is_valid
from tests.engine.samples import TODAY

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: it takes minutes on definitions."""
CASES = definitions().flatmap(lambda demarche: st.tuples(st.just(demarche), answers(demarche)))


def journey(demarche, given_answers) -> Journey:
    return Journey(demarche, given_answers, today=TODAY)


def renamed(value: Any, rank: int = 0) -> Any:
    """Return answers with other ids of items, as somebody who types them afresh would have."""
    if isinstance(value, dict):
        return {key: renamed(one, rank) for key, one in value.items()}
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return [{**renamed(one, place), "id": f"{999 - place:012x}"} for place, one in enumerate(value, 1)]
    return value


@settings(phases=PHASES)
@given(CASES)
def test_what_is_sent_is_that_of_a_fresh_run_with_the_same_final_answers(case):
    demarche, typed = case
    one = journey(demarche, typed)
    fresh = journey(demarche, renamed(one.typed()))
    assert fresh.payload() == one.payload()
    assert fresh.is_complete == one.is_complete
    assert journey(demarche, one.typed()).typed() == one.typed()


@settings(phases=PHASES)
@given(CASES)
def test_what_is_sent_is_what_its_schema_describes(case):
    demarche, typed = case
    one = journey(demarche, typed)
    schema = payload_schema(demarche)
    if not one.is_complete:  # an incomplete one lacks what is required
        schema = {
            **schema,
            "properties": {key: without_required(part) for key, part in schema["properties"].items()},
        }
    assert is_valid(one.payload(), schema)


def without_required(schema: dict[str, Any]) -> dict[str, Any]:
    return {word: content for word, content in schema.items() if word != "required"}


@settings(max_examples=200, phases=PHASES)
@given(CASES)
def test_an_item_is_understood_as_the_page_of_that_item_alone_understands_it(case):
    demarche, typed = case
    one = journey(demarche, typed)
    for step in one.steps:
        for group in [one_ for one_ in step.questions.values() if isinstance(one_, GroupOfQuestions)]:
            check_items(demarche, typed, step.key, group)


def check_items(demarche: Definition, typed: dict[str, Any], step: str, group: GroupOfQuestions) -> None:
    """The questions asked and their errors are those of a step that has them as its own."""
    around = journey(demarche, typed)
    facts = around.facts_in(demarche.step(step))
    own = group.judged(typed[step].get(group.key), facts)
    within = inside(demarche, demarche.step(step), group)
    typed_items = {one.id: one for one in present(group, typed[step].get(group.key))}
    for judged in own:
        typed_item = typed_items[judged.id]
        page = journey(within, {**typed, step: {**typed[step], **typed_item.answers}}).step(step)
        assert set(judged.questions) == set(page.questions) & set(group.asking)
        assert set(judged.errors) == set(page.errors) & set(group.asking)
        for key, value in judged.values.items():
            assert judged.questions[key].payload(value) == judged.questions[key].payload(page.values[key])


def test_the_cases_have_complete_ones_with_items_and_hidden_answers():
    """The success path of the properties above: they are about something."""
    found = {"complete": 0, "hidden": 0, "nested": 0}

    @settings(max_examples=300, derandomize=True, database=None)
    @given(CASES)
    def look(case):
        demarche, typed = case
        one = journey(demarche, typed)
        groups_sent = [
            part for step in one.payload().values() for part in step.values() if isinstance(part, list)
        ]
        found["complete"] += one.is_complete and bool(groups_sent)
        found["hidden"] += one.typed() != typed
        found["nested"] += any(
            isinstance(v, list) for part in groups_sent for it in part for v in it.values()
        )

    look()
    assert min(found.values()) > 3, found

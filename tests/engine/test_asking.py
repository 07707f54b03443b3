"""What a page shows: all that may be asked, whatever an answer that is under way turns out to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import Journey
from dossiers.engine.forms import may_be_asked
from tests.engine.samples import TODAY, definition, field, step, text
from tests.engine.test_journey import ANSWERS, RAWS, definitions

FILES = definition(
    step(
        "page",
        field("facture", "file", optional=True),
        field("montant", when={"facture": {"answered": True}}, optional=True),
        field("motif", when={"facture": {"answered": False}}),
        field("detail", when={"montant": {"answered": True}}),
        field("lire", "information", text=text("À lire."), when={"motif": {"answered": True}}),
    )
)
FILE = "0b0f7f0e-7c8f-4b5e-9a39-2b5c1d1f5a11"


def asked(answers, unknown=(), demarche=FILES, key="page"):
    journey = Journey(demarche, answers, today=TODAY)
    return may_be_asked(journey, demarche.step(key), unknown)


def test_known_answers_decide():
    assert asked({}) == {"facture", "motif"}
    assert asked({"page": {"motif": "Perdue"}}) == {"facture", "motif", "lire"}
    assert asked({"page": {"facture": [FILE], "montant": "1"}}) == {"facture", "montant", "detail"}


def test_a_file_on_its_way_asks_for_either_outcome_and_for_all_that_follows():
    assert asked({}, ["facture"]) == {"facture", "montant", "motif", "detail", "lire"}


def test_a_step_that_does_not_apply_hides_nothing():
    gone = definition(
        step("un", field("x", "yes_no")),
        step("deux", field("y"), field("z", when={"y": "oui"}), when={"un.x": True}),
    )
    assert asked({"un": {"x": "no"}}, demarche=gone, key="deux") == {"y", "z"}
    assert asked({"un": {"x": "yes"}}, demarche=gone, key="deux") == {"y"}


def test_a_step_alone_hides_nothing_that_other_steps_could_ask():
    elsewhere = definition(
        step("un", field("x", "yes_no")),
        step(
            "deux",
            field("y", "yes_no"),
            field("oui", when={"un.x": True}),
            field("non", when={"un.x": False, "y": True}),
        ),
    )

    def alone(answers):
        journey = Journey(elsewhere, answers, today=TODAY)
        return may_be_asked(journey, elsewhere.step("deux"), (), is_alone=True)

    assert asked({"un": {"x": "no"}}, demarche=elsewhere, key="deux") == {"y"}
    assert alone({}) == {"y", "oui"}
    assert alone({"un": {"x": "no"}, "deux": {"y": "yes"}}) == {"y", "oui", "non"}


@given(definitions(), ANSWERS, st.data())
def test_nothing_is_hidden_that_any_outcome_of_the_unknown_answers_asks(demarche, answers, data):
    one = data.draw(st.sampled_from(demarche.steps))
    typed = answers.get(one.key)
    known = dict(typed) if isinstance(typed, dict) else {}
    unknown = data.draw(st.sets(st.sampled_from(one.keys)))
    shown = asked({**answers, one.key: known}, unknown, demarche, one.key)
    outcome = {**answers, one.key: known | {key: data.draw(RAWS) for key in unknown}}
    judged = Journey(demarche, outcome, today=TODAY).step(one.key)
    assert shown >= set(judged.questions if judged else one.keys)
    if judged and not unknown:
        asking = {key for key, question in one.questions.items() if question.asks}  # a value may be to come
        assert shown & asking == set(judged.questions) & asking

"""The journey: which steps apply, what is complete, what would be sent."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import Journey
from dossiers.engine.json_schema import payload_schema
from tests.engine.samples import TODAY, definition, field, step, stored_file, text

OPTIONS = {key: text(key) for key in "abc"}
DEMARCHE = definition(
    step("velo", field("type", "choice", options=OPTIONS), field("prix", "money")),
    step(
        "usage",
        field("jours", "number", max=7),
        field("note", optional=True),
        when={"not": {"velo.type": "c"}},
    ),
    step(
        "pieces",
        field("facture", "file"),
        field("tiers", "yes_no"),
        field("mandat", when={"tiers": True}),
    ),
)
FILE = "0b0f7f0e-7c8f-4b5e-9a39-2b5c1d1f5a11"
COMPLETE = {
    "velo": {"type": "a", "prix": "12,50"},
    "usage": {"jours": "3", "note": ""},
    "pieces": {"facture": [FILE], "tiers": "no", "mandat": "gardé"},
}


def journey(answers, **more):
    return Journey(more.pop("definition", DEMARCHE), answers, today=TODAY, **more)


def keys(steps):
    return [one.key for one in steps]


def test_an_empty_draft_begins_at_the_first_step():
    start = journey({})
    assert start.first_incomplete.key == "velo"
    assert [one.may_visit for one in start.steps] == [True, False, False]
    assert not start.is_complete
    assert start.payload() == {"velo": {}, "usage": {}, "pieces": {}}


def test_a_complete_journey_has_understood_values_only():
    done = journey(COMPLETE)
    assert done.is_complete
    assert done.first_incomplete is None
    assert done.payload() == {
        "velo": {"type": "a", "prix": {"amount": "12.50", "currency": "EUR"}},
        "usage": {"jours": 3},
        "pieces": {"facture": [FILE], "tiers": False},
    }


def test_a_step_that_no_longer_applies_is_kept_in_the_answers_and_left_out_of_the_payload():
    answers = COMPLETE | {"velo": {"type": "c", "prix": "12,50"}}
    cargo = journey(answers)
    assert keys(cargo.steps) == ["velo", "pieces"]
    assert cargo.step("usage") is None
    assert "usage" not in cargo.payload()
    assert [(one.number, one.total) for one in cargo.steps] == [(1, 2), (2, 2)]
    assert (cargo.next_after("velo").key, cargo.previous_before("pieces").key) == ("pieces", "velo")
    assert answers["usage"] == COMPLETE["usage"]


def test_a_step_that_stopped_applying_still_has_neighbours():
    cargo = journey(COMPLETE | {"velo": {"type": "c", "prix": "1"}})
    assert (cargo.next_after("usage").key, cargo.previous_before("usage").key) == ("pieces", "velo")
    assert cargo.next_after("pieces") is cargo.next_after("nothing") is cargo.previous_before("velo") is None


def test_a_field_inside_a_step_counts_only_while_its_condition_holds():
    third = COMPLETE["pieces"]
    without = journey(COMPLETE | {"pieces": third | {"tiers": "yes", "mandat": ""}})
    assert list(without.step("pieces").errors) == ["mandat"]
    assert journey(COMPLETE | {"pieces": third | {"tiers": "yes"}}).payload()["pieces"]["mandat"] == "gardé"


def test_steps_after_a_wrong_one_may_not_be_visited():
    broken = journey(COMPLETE | {"usage": {"jours": "9"}})
    assert broken.first_incomplete.key == "usage"
    assert [one.may_visit for one in broken.steps] == [True, True, False]


def test_a_file_that_is_gone_makes_its_step_incomplete():
    assert journey(COMPLETE, files={FILE: stored_file()}).is_complete
    assert journey(COMPLETE, files={}).first_incomplete.key == "pieces"


RULE = {"require": {"velo.prix": {"at_most": 100}}, "field": "usage.jours", "message": text("Trop cher.")}


def test_a_rule_stands_at_its_field_when_it_does_not_hold():
    ruled = definition(*DEMARCHE.content()["steps"], rules=[RULE])
    assert journey(COMPLETE, definition=ruled).is_complete
    dear = journey(COMPLETE | {"velo": {"type": "a", "prix": "101"}}, definition=ruled)
    assert [(one.step, one.field, one.message("fr")) for one in dear.rule_errors] == [
        ("usage", "jours", "Trop cher.")
    ]
    assert dear.step("usage").errors["jours"].messages == ["Trop cher."]
    assert dear.first_incomplete.key == "usage"


def test_a_rule_waits_until_everything_it_compares_is_answered():
    ruled = definition(*DEMARCHE.content()["steps"], rules=[RULE])
    unknown = journey(COMPLETE | {"velo": {"type": "a", "prix": "?"}}, definition=ruled)
    assert unknown.rule_errors == []
    cargo = journey(COMPLETE | {"velo": {"type": "c", "prix": "500"}}, definition=ruled)
    assert cargo.is_complete


def test_a_rule_applies_only_when_its_own_condition_holds():
    ruled = definition(*DEMARCHE.content()["steps"], rules=[RULE | {"when": {"velo.type": "b"}}])
    dear = {"type": "a", "prix": "101"}
    assert journey(COMPLETE | {"velo": dear}, definition=ruled).is_complete
    assert not journey(COMPLETE | {"velo": dear | {"type": "b"}}, definition=ruled).is_complete


KINDS = st.sampled_from(["text", "choice", "yes_no", "number"])
FORMULAS = ("{0} + 1", "if_missing({0}, 0) * 2", "6 / {0}")


@st.composite
def definitions(draw):
    """Small definitions: steps and fields with conditions on what comes before."""
    steps, known = [], []
    for rank in range(draw(st.integers(1, 4))):
        fields = []
        earlier = list(known)
        for place in range(draw(st.integers(1, 3))):
            kind = draw(KINDS)
            words = {"optional": True} if draw(st.booleans()) else {}
            numbers = [name for name, one in known if one == "number"]
            if numbers and draw(st.booleans()):
                kind, formula = "computed", draw(st.sampled_from(FORMULAS))
                words = {"result": "number", "value": formula.format(draw(st.sampled_from(numbers)))}
            if known and draw(st.booleans()):
                words["when"] = draw(conditions(known))
            if kind == "choice":
                words["options"] = OPTIONS
            fields.append(field(f"f{place}", kind, **words))
            known.append((f"s{rank}.f{place}", "number" if kind == "computed" else kind))
        when = {"when": draw(conditions(earlier))} if earlier and draw(st.booleans()) else {}
        steps.append(step(f"s{rank}", *fields, **when))
    return definition(*steps)


@st.composite
def conditions(draw, known):
    """A condition on one of the known fields."""
    reference, kind = draw(st.sampled_from(known))
    compared = {
        "text": st.just({"answered": True}),
        "choice": st.sampled_from(["a", "b", {"one_of": ["b", "c"]}]),
        "yes_no": st.booleans(),
        "number": st.sampled_from([{"at_least": 3}, {"at_most": 3}]),
    }
    condition = {reference: draw(compared[kind])}
    if kind == "number" and draw(st.booleans()):
        condition = draw(st.sampled_from(FORMULAS)).format(reference) + " >= 4"
    return {"not": condition} if draw(st.booleans()) else condition


RAWS = (
    st.sampled_from(["", "a", "b", "yes", "no", "1", "5"])
    | st.none()
    | st.lists(st.text(), max_size=2)
    | st.integers()
)
VALUES = st.dictionaries(st.sampled_from(["f0", "f1", "f2", "junk"]), RAWS)
ANSWERS = st.dictionaries(st.sampled_from(["s0", "s1", "s2", "s3", "junk"]), VALUES | st.none() | st.text())


@given(definitions(), ANSWERS)
def test_a_journey_is_consistent_whatever_the_answers(demarche, answers):
    one = journey(answers, definition=demarche)
    applicable = keys(one.steps)
    assert set(one.payload()) == set(applicable)
    assert applicable == [step.key for step in demarche.steps if step.key in applicable]
    assert one.is_complete == all(not step.errors for step in one.steps)
    for step_, asked in ((step_, step_.questions) for step_ in one.steps):
        assert set(one.payload()[step_.key]) <= set(asked)
        assert not set(step_.values) & set(step_.errors)
    for key, following in itertools.pairwise(applicable):
        assert one.next_after(key).key == following
        assert one.previous_before(following).key == key
    visitable = [step_.may_visit for step_ in one.steps]
    assert visitable == sorted(visitable, reverse=True)
    if one.first_incomplete:
        assert one.first_incomplete.may_visit


@given(definitions(), ANSWERS)
def test_computing_again_gives_the_same_and_answers_that_do_not_apply_change_nothing(demarche, answers):
    one, again = journey(answers, definition=demarche), journey(answers, definition=demarche)
    assert one.payload() == again.payload()
    assert keys(one.steps) == keys(again.steps)
    applying = {key: value for key, value in answers.items() if key in keys(one.steps)}
    alone = journey(applying, definition=demarche)
    assert (alone.payload(), alone.is_complete) == (one.payload(), one.is_complete)
    assert journey(one.typed(), definition=demarche).payload() == one.payload()


@given(definitions(), ANSWERS)
def test_a_complete_payload_has_what_its_schema_requires_and_nothing_else(demarche, answers):
    one = journey(answers, definition=demarche)
    schema, payload = payload_schema(demarche), one.payload()
    for key, values in payload.items():
        assert set(values) <= set(schema["properties"][key]["properties"])
        if one.is_complete:
            assert set(schema["properties"][key]["required"]) <= set(values)
    assert set(schema["required"]) <= set(payload) <= set(schema["properties"])

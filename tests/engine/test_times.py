"""Times of day: read as each language writes them, bounded, compared, and put in words."""

from __future__ import annotations

import re
from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import InvalidDefinition, Journey, load
from dossiers.engine.conditions import OPERATORS
from dossiers.engine.kinds import Facts
from dossiers.engine.preparing import to_prepare
from tests.engine.samples import TODAY, VALID, definition, field, form_of, question, step

FACTS = Facts(TODAY)
ASKED = question("time")
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
LANGUAGES = ("fr", "de", "nl", "en")
WRITTEN = {
    time(8, 30): ["8 heures 30", "8 h 30 min", "à 8h30", "8 Uhr 30", "um 8.30 Uhr", "8u30", "8.30 uur",
                  "om 8u30", "8:30 am", "at 8.30 a.m.", "8,30", "8 h\u202f30", "08:30h"],
    time(20, 30): ["20h30", "2030", "8:30 PM", "8.30 p.m.", "20.30 Uhr"],
    time(8): ["8", "8 h", "8 heures", "8 Uhr", "8 uur", "8 am", "0800"],
    time(12): ["12", "12 pm", "midi", "Mittag", "middag", "noon"],
    time(0): ["0", "00:00", "12 am", "Minuit", "Mitternacht", "middernacht", "midnight"],
    time(0, 5): ["0:05", "0005", "005", "12:05 am"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("meant", "typed"), [(one, typed) for one, many in WRITTEN.items() for typed in many]
)
def test_a_time_is_read_as_people_write_it(meant, typed):
    assert ASKED.answer(typed, FACTS) == meant


@pytest.mark.parametrize(
    "typed", ["13 pm", "0 am", "8:", ":30", "8-30", "-8:30", "8:300", "08305", "8h30 17h", "8:30 xm"]
)
def test_what_could_mean_something_else_is_refused(typed):
    with override("fr"), pytest.raises(ValidationError, match=r"l’heure et les minutes|de 00:00 à 23:59"):
        ASKED.answer(typed, FACTS)


@given(MINUTES, st.sampled_from(LANGUAGES))
def test_a_time_is_read_back_from_how_each_language_writes_it(moment, language):
    assert ASKED.answer(ASKED.display(moment, language), FACTS) == moment
    assert ASKED.answer(ASKED.payload(moment), FACTS) == moment
    assert ASKED.answer(f"{moment:%H%M}", FACTS) == moment


def test_a_time_is_shown_in_each_language():
    shown = {language: ASKED.display(time(8, 5), language) for language in LANGUAGES}
    assert shown == {"fr": "8\u00a0h\u00a005", "de": "8:05 Uhr", "nl": "8.05 uur", "en": "08:05"}


@given(MINUTES, MINUTES, MINUTES)
def test_only_times_between_both_limits_are_understood(moment, one, other):
    least, most = sorted((one, other))
    asked = question("time", min=f"{least:%H:%M}", max=f"{most:%H:%M}")
    try:
        assert asked.answer(f"{moment:%H:%M}", FACTS) == moment
        assert least <= moment <= most
    except ValidationError:
        assert not least <= moment <= most


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "limits"), [("7", {"min": "08:30"}), ("9", {"max": "08:30"}), ("x", {}), ("24", {})]
)
def test_every_message_is_in_the_language_of_the_reader(language, typed, limits):
    with override(language), pytest.raises(ValidationError) as refusal:
        question("time", **limits).answer(typed, FACTS)
    with override(language):
        [said] = refusal.value.messages
        assert not limits or ASKED.display(time(8, 30), language) in said
    assert ("indiquez" in said) is (language == "fr")


@given(MINUTES, MINUTES)
def test_times_are_compared_in_the_order_of_the_day(moment, bound):
    holds = {name: one.says(moment, f"{bound:%H:%M}", TODAY) for name, one in OPERATORS.items()}
    assert (holds["before"], holds["after"], holds["equals"]) == (
        moment < bound,
        moment > bound,
        moment == bound,
    )
    assert (holds["not_before"], holds["not_after"]) == (moment >= bound, moment <= bound)


@pytest.mark.parametrize("other", [8, True, "today", "2026-01-31", "8:30", "24:00"])
def test_a_time_is_in_no_order_with_anything_else(other):
    assert not any(
        OPERATORS[name].says(time(8, 30), other, TODAY) for name in ("equals", "before", "not_before")
    )


def asking(more: str) -> str:
    """Return a definition that asks a time and says more of it."""
    return VALID.replace("kind: bce_number", f"kind: time\n        {more}")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("min: 12:30", "put it in quotes"),
        ('min: "8:30"', "a time of day is expected"),
        ('max: "24:00"', "a time of day is expected"),
        ('min: "17:00"\n        max: "08:00"', "min 17:00 is after max 08:00"),
    ],
)
def test_limits_that_are_no_times_are_refused(more, reason):
    assert load(asking('min: "08:30"\n        max: "08:30"'))
    with pytest.raises(InvalidDefinition) as refusal:
        load(asking(more))
    assert any(reason in problem.message for problem in refusal.value.problems)


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ('{before: "8h30"}', "a time of day is expected"),
        ("{not_after: today}", "a time of day is expected"),
        ('{before: "08:00"}', "its condition never holds"),
        ('{after: "17:00"}', "its condition never holds"),
    ],
)
def test_a_condition_that_no_answer_meets_is_refused(condition, reason):
    text = asking('min: "08:00"\n        max: "17:00"').replace(
        "{not: {velo.type: cargo}}", "{velo.vendeur: %s}"
    )
    assert load(text % '{before: "08:01"}')
    with pytest.raises(InvalidDefinition) as refusal:
        load(text % condition)
    assert any(reason in problem.message for problem in refusal.value.problems)


def test_a_journey_asks_what_follows_from_a_time():
    late = field("raison", when={"depart": {"after": "09:00"}})
    demarche = definition(step("trajet", field("depart", "time"), late))
    for typed, keys in {"0900": ["depart"], "9h01": ["depart", "raison"], "?": ["depart"]}.items():
        journey = Journey(demarche, {"trajet": {"depart": typed}}, today=TODAY)
        assert list(journey.step("trajet").questions) == keys
    assert Journey(demarche, {"trajet": {"depart": "9h"}}, today=TODAY).payload() == {
        "trajet": {"depart": "09:00"}
    }


@pytest.mark.parametrize(
    ("language", "note"),
    {
        "fr": "avant 8\u00a0h\u00a030",
        "de": "vor 8:30 Uhr",
        "nl": "vóór 8.30 uur",
        "en": "before 08:30",
    }.items(),
)
def test_what_to_prepare_says_from_when_in_words(language, note):
    paper = field("ticket", "file", when={"depart": {"before": "08:30"}})
    [prepared] = to_prepare(
        definition(step("un", field("depart", "time"), paper), prepare=[]), language, TODAY
    )
    assert note in prepared.note


def test_what_was_typed_is_shown_again_in_a_text_input_with_its_hint():
    html = str(form_of(definition(step("un", field("depart", "time"))), "un", data={"depart": "8 h <30>"}))
    assert re.search(
        r'<input type="text" name="depart" value="8 h &lt;30&gt;"[^>]* inputmode="numeric"', html
    )
    assert "par exemple 08:30 ou 0830" in html
    assert 'aria-describedby="id_depart_helptext id_depart_error"' in html

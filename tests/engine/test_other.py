"""« Autre, précisez »: words of one's own beside the options."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import Journey
from dossiers.engine.checks import problems_of
from dossiers.engine.kinds import Facts
from tests.engine.groups.schemas import is_valid
from tests.engine.samples import TODAY, definition, field, form_of, question, step, text

OPTIONS = {key: text(key.capitalize()) for key in ("velo", "train")}
FACTS = Facts(TODAY)
ONE = question("choice", options=OPTIONS, other=True)
MANY = question("multiple_choice", options=OPTIONS, other=True, max_choices=2)


def typed(chosen, words=""):
    return {"chosen": chosen, "other": words}


@pytest.mark.parametrize(
    ("asked", "raw", "payload", "shown"),
    [
        (ONE, typed("velo"), "velo", "Velo"),
        (ONE, "velo", "velo", "Velo"),
        (ONE, typed("velo", "une trottinette"), "velo", "Velo"),
        (
            ONE,
            typed("other", " une  trottinette "),
            {"other": "une trottinette"},
            "Autre\u00a0: une trottinette",
        ),
        (ONE, typed("", "une trottinette"), {"other": "une trottinette"}, "Autre\u00a0: une trottinette"),
        (
            MANY,
            typed(["other", "velo"], "à pied"),
            ["velo", {"other": "à pied"}],
            "Velo\nAutre\u00a0: à pied",
        ),
        (MANY, typed([], "à pied"), [{"other": "à pied"}], "Autre\u00a0: à pied"),
    ],
)
def test_an_option_or_words_of_ones_own_are_kept_and_shown(asked, raw, payload, shown):
    value = asked.answer(asked.tidy(raw), FACTS)
    assert asked.payload(value) == payload
    assert asked.display(value, "fr") == shown
    assert is_valid(payload, asked.payload_schema())


@pytest.mark.parametrize(
    ("asked", "raw", "reason"),
    [
        (ONE, typed("other"), "précisez votre autre réponse"),
        (ONE, typed("other", "x" * 201), "en 200 caractères au plus"),
        (ONE, typed("", "  "), "choisissez une réponse"),
        (ONE, typed("tram", "x"), "choisissez une des réponses proposées"),
        (MANY, typed(["velo", "other"]), "précisez votre autre réponse"),
        (MANY, typed(["velo", "train", "other"], "x"), "choisissez au plus 2"),
    ],
)
def test_the_other_answer_must_be_specified(asked, raw, reason):
    with override("fr"), pytest.raises(ValidationError) as refusal:
        asked.answer(raw, FACTS)
    assert reason in refusal.value.messages[0]


def test_conditions_look_at_it_and_its_error_stands_at_its_words():
    moyen = field("moyen", "choice", options=OPTIONS, other=True)
    demarche = definition(step("un", moyen, field("pourquoi", when={"moyen": "other"})))
    told = Journey(demarche, {"un": {"moyen": typed("other", "à pied")}}, today=TODAY)
    assert "pourquoi" in told.step("un").questions
    form = form_of(demarche, "un", data={"moyen-chosen": "other", "moyen-other": ""})
    assert form.raw_values()["moyen"] == typed("other")
    page = str(form["moyen"].as_field_group())
    assert 'id="id_moyen_other_error"' in page
    assert 'name="moyen-chosen"' in page
    assert "pourquoi" in form_of(demarche, "un", data={"moyen-chosen": "other", "moyen-other": "x"}).asked


def test_an_option_of_that_name_is_refused():
    assert list(problems_of(definition(step("un", field("x", "choice", options=OPTIONS, other=True))))) == []
    wrong = field("x", "choice", options={**OPTIONS, "other": text("Autre")}, other=True)
    [finding] = problems_of(definition(step("un", wrong)))
    assert "makes the option “other”; leave out your own" in finding.message


@given(
    st.recursive(
        st.none() | st.text(max_size=5) | st.sampled_from(["velo", "other"]),
        lambda one: st.lists(one, max_size=3) | st.fixed_dictionaries({"chosen": one, "other": one}),
        max_leaves=5,
    )
)
def test_whatever_is_typed_is_kept_as_json_and_understood_the_same(raw):
    for asked in (ONE, MANY):
        tidied = asked.tidy(raw)
        assert asked.tidy(tidied) == tidied
        try:
            value = asked.answer(tidied, FACTS)
        except ValidationError:
            continue
        assert is_valid(asked.payload(value), asked.payload_schema())

"""A question that quotes something is quoted in messages with the inner marks of each language."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from dossiers.engine import Journey
from dossiers.engine.base import Text
from dossiers.engine.kinds.base import Facts
from dossiers.engine.preparing import to_prepare
from dossiers.filling.forms import DeclarationsForm
from monespace.documents.rules import check_upload
from tests.engine.samples import TODAY, complete, definition, field, step
from tests.support.kinds import SAMPLES

LABEL = {
    "fr": "Résultat du test « Êtes-vous une PME ? »",
    "de": "Ergebnis des Tests „Sind Sie ein KMU?“",
    "nl": "Resultaat van de test ‘Bent u een kmo?’",
    "en": "Result of the test “Are you an SME?”",
}
QUOTED = {
    "fr": "« Résultat du test “Êtes-vous une PME ?” »",
    "de": "„Ergebnis des Tests ‚Sind Sie ein KMU?‘“",
    "nl": "‘Resultaat van de test “Bent u een kmo?”’",
    "en": "“Result of the test ‘Are you an SME?’”",
}
OPTIONS = {"a": LABEL, "b": LABEL}
LENGTHS = {"text": {"max_length": 3}, "long_text": {"max_length": 3}}


def question(kind: str):
    """Return a question of that kind, whose label quotes something."""
    more = {"label": LABEL, **LENGTHS.get(kind, {})}
    [(_step, asked)] = definition(step("un", complete("x", kind, **more))).questions()
    return asked


def shaped(like: object, raw: str) -> object:
    """Return a wrong answer in the shape that answers of a kind have."""
    if isinstance(like, dict):
        return {"street": raw}
    return [raw] if isinstance(like, list) else raw


def plain(text: object) -> str:
    """Return the text with ordinary spaces."""
    return re.sub("[\u00a0\u202f]", " ", str(text))


@pytest.mark.parametrize("language", QUOTED)
@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("raw", ["", "????"])
def test_messages_name_a_question_that_quotes(kind, language, raw):
    asked = question(kind)
    with override(language), pytest.raises(ValidationError) as refused:
        asked.answer(
            shaped(SAMPLES[kind].tried[-1], raw),
            Facts(TODAY),
        )
    with override(language):
        assert QUOTED[language] in plain(" ".join(refused.value.messages))


@pytest.mark.parametrize("language", QUOTED)
def test_a_refused_file_names_a_question_that_quotes(language):
    with override(language), pytest.raises(ValidationError) as refused:
        check_upload(question("file"), name="a.exe", size=1)
    with override(language):
        assert QUOTED[language] in plain(refused.value.messages[0])


@pytest.mark.parametrize("language", QUOTED)
def test_what_to_prepare_names_a_question_that_quotes(language):
    asked = {**field("x", "yes_no"), "label": LABEL}
    papers = field("papier", "file", when={"x": True})
    [prepared] = to_prepare(definition(step("un", asked, papers), prepare=[]), language, TODAY)
    assert QUOTED[language] in plain(prepared.note)


@pytest.mark.parametrize("language", QUOTED)
def test_a_declaration_that_quotes_is_quoted(language):
    declared = definition(step("un", field("x")), declarations=[{"key": "essai", "text": LABEL}])
    with override(language):
        [messages] = DeclarationsForm(Journey(declared, {}, today=TODAY), data={}).errors.values()
    assert QUOTED[language] in plain(messages[0])


def test_an_apostrophe_closes_no_quotation():
    text = Text(fr="L’usage", de="Nutzung", nl="Uw ‘foto’s’ en zo’n test")
    assert text.quoted("nl") == "Uw “foto’s” en zo’n test"
    assert text.quoted("fr") == "L’usage"
    assert text.quoted("en") == "L’usage"

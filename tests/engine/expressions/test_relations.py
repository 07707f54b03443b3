"""Answers compared with one another: rules told where to mend, conditions, and what is senseless refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import Journey, load
from tests.engine.mistakes import changed, line_at, problems
from tests.engine.samples import TODAY, VALID, form_of

CHANTIER = """\
steps:
  - key: offre
    title: {fr: Offre, de: Angebot}
    fields:
      - {key: hors_tva, kind: money, label: {fr: Hors TVA, de: Ohne MwSt.}}
      - {key: tvac, kind: money, label: {fr: TVA comprise, de: Mit MwSt.}}
      - {key: debut, kind: date, label: {fr: Début, de: Beginn}}
  - key: travaux
    title: {fr: Travaux, de: Arbeiten}
    fields:
      - {key: fin, kind: date, label: {fr: Fin, de: Ende}}
      - {key: part_a, kind: number, label: {fr: Part A, de: Anteil A}}
      - {key: part_b, kind: number, optional: yes, label: {fr: Part B, de: Anteil B}}
      - {key: motif, kind: text, label: {fr: Motif, de: Grund}, when: fin > offre.debut + 1 year}
rules:
  - require: offre.tvac >= offre.hors_tva
    field: offre.tvac
    message: {fr: Le montant TVA comprise est trop bas., de: Zu niedrig.}
  - require: travaux.fin >= offre.debut
    field: travaux.fin
    message: {fr: La fin précède le début., de: Das Ende liegt vor dem Beginn.}
  - require: travaux.part_a + if_missing(travaux.part_b, 0) = 100
    field: travaux.part_a
    message: {fr: Les parts ne font pas 100., de: Nicht 100.}
declarations: [exactitude]
delivery:
  - {gateway: https, service: essais}
"""
TEXT = VALID[: VALID.index("steps:")] + CHANTIER
OFFER = {"hors_tva": "100", "tvac": "121", "debut": "1/3/2026"}
WORKS = {"fin": "1/6/2026", "part_a": "60", "part_b": "40"}


def journey(offer=(), works=()) -> Journey:
    answers = {"offre": {**OFFER, **dict(offer)}, "travaux": {**WORKS, **dict(works)}}
    return Journey(load(TEXT), answers, today=TODAY, visited=["offre", "travaux"])


def test_answers_that_go_together_may_be_sent():
    assert journey().is_complete


@pytest.mark.parametrize(
    ("offer", "works", "field", "message", "others"),
    [
        ({"tvac": "99,99"}, {}, "tvac", "Le montant TVA comprise est trop bas.", ["offre.hors_tva"]),
        ({}, {"fin": "28/2/2026"}, "fin", "La fin précède le début.", ["offre.debut"]),
        ({"debut": "2/6/2026"}, {}, "fin", "La fin précède le début.", ["offre.debut"]),
        ({}, {"part_b": "41"}, "part_a", "Les parts ne font pas 100.", ["travaux.part_b"]),
        ({}, {"part_b": ""}, "part_a", "Les parts ne font pas 100.", ["travaux.part_b"]),
    ],
)
def test_answers_that_do_not_are_told_at_the_field_with_where_to_mend(offer, works, field, message, others):
    told = journey(offer, works)
    assert not told.is_complete
    [error] = told.rule_errors
    assert (error.field, str(error.message), list(error.others)) == (field, message, others)


def test_an_answer_that_is_missing_compares_with_nothing():
    told = journey({"debut": ""})
    assert told.rule_errors == []
    assert told.first_incomplete.key == "offre"


def test_a_question_may_depend_on_two_answers():
    assert "motif" not in journey().step("travaux").questions
    assert "motif" in journey(works={"fin": "2/3/2027"}).step("travaux").questions


@pytest.mark.parametrize(("fin", "is_asked"), [("2/3/2027", True), ("1/3/2027", False), ("", False)])
def test_the_page_asks_as_the_answers_that_are_typed_say(fin, is_asked):
    form = form_of(load(TEXT), "travaux", {"offre": OFFER}, data={"fin": fin})
    assert ("motif" in form.asked) is is_asked
    assert form.fields["fin"].decides


@given(st.dates(), st.dates())
def test_two_days_compare_as_they_do(debut, fin):
    definition = load(TEXT.replace("fin > offre.debut + 1 year", "fin > offre.debut"))
    answers = {"offre": {**OFFER, "debut": debut.isoformat()}, "travaux": {**WORKS, "fin": fin.isoformat()}}
    told = Journey(definition, answers, today=TODAY, visited=["offre", "travaux"])
    known = told.value("offre.debut") is not None and told.value("travaux.fin") is not None
    assert ("motif" in told.step("travaux").questions) is (known and fin > debut)


def test_a_definition_is_the_same_after_json():
    definition = load(TEXT)
    assert type(definition).model_validate(definition.content()) == definition


MISTAKES = {
    "an amount and a number": (
        "offre.tvac >= offre.hors_tva",
        "offre.tvac >= 100",
        "they cannot be compared; an amount is written with its sign: 100 €",
    ),
    "a day and an amount": ("travaux.fin >= offre", "travaux.part_a >= offre", "they cannot be compared"),
    "an unknown field": (
        "travaux.fin >= offre.debut",
        "travaux.fin >= offre.debu",
        "did you mean “offre.debut”?",
    ),
    "a later field": ("when: fin > offre.debut + 1 year", "when: motif != fin", "the very field it is about"),
    "no field": ("travaux.fin >= offre.debut", "today >= 2026-01-01", "names no field"),
    "another word": (
        "travaux.fin >= offre.debut",
        "travaux.fin après offre.debut",
        "a comparison is expected",
    ),
    "two comparisons": ("+ 1 year", "+ 1 year and fin > today", "write {all: [first, second]}"),
    "months as days": (
        "travaux.fin >= offre.debut",
        "travaux.fin - offre.debut <= 3 months",
        "months have no fixed number of days",
    ),
    "too long": (
        "travaux.fin >= offre.debut",
        "travaux.fin >= offre.debut" + " " * 490 + "+ 1 day",
        "500 characters",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_with_its_line_and_what_to_write(mistake):
    before, after, reason = MISTAKES[mistake]
    text = changed(TEXT, before, after)
    line, found = line_at(text, text.index(after)), problems(text)
    assert any(at == line and reason in message for at, message in found), found

"""Authentic data: shown with its source, locked unless told otherwise, never a dead end."""

from __future__ import annotations

from dossiers.engine import Journey, prefilled, with_prefilled
from tests.engine.samples import TODAY, definition, field, form_of, step

DEMARCHE = definition(
    step(
        "vous",
        field("nom", prefill="person.last_name"),
        field("email", "email", prefill="person.email", locked=False),
        field("siege", "address", prefill="enterprise.address"),
        field("note", optional=True),
    )
)
ADDRESS = {"street": "Rue du Pont", "number": "12", "postcode": "5000", "locality": "Namur"}
SOURCES = {"person.last_name": "Dupont", "person.email": "d@exemple.be", "enterprise.address": ADDRESS}


def form(sources, answers=None, **more):
    return form_of(DEMARCHE, "vous", answers, sources=sources, **more)


def test_authentic_data_complete_the_journey():
    answers = with_prefilled({}, prefilled(DEMARCHE, SOURCES, today=TODAY))
    assert Journey(DEMARCHE, answers, today=TODAY).payload()["vous"] == {
        "nom": "Dupont",
        "email": "d@exemple.be",
        "siege": ADDRESS | {"country": "BE"},
    }


def test_a_locked_answer_is_text_with_its_source_and_the_way_to_correct_it():
    html = str(form(SOURCES))
    assert 'name="nom"' not in html
    assert "Dupont" in html
    assert "Registre national" in html
    assert "votre commune peut la corriger" in html
    assert 'name="siege-street"' not in html
    assert form(SOURCES).fields["siege"].source == "Banque-Carrefour des Entreprises"


def test_what_the_browser_sends_for_a_locked_answer_is_ignored():
    data = {"nom": "Autre", "email": "e@exemple.be", "siege-street": "Ailleurs"}
    posted = form(SOURCES, {"vous": {"nom": "Ancien"}}, data=data)
    assert posted.is_valid()
    assert posted.cleaned_data["nom"] == "Dupont"
    assert posted.raw_values() == {"email": "e@exemple.be", "note": ""}


def test_a_locked_answer_replaces_what_was_saved_and_an_unlocked_one_does_not():
    saved = {"vous": {"nom": "Ancien", "email": ""}}
    merged = with_prefilled(saved, prefilled(DEMARCHE, SOURCES, today=TODAY))
    assert merged["vous"]["nom"] == "Dupont"
    assert merged["vous"]["email"] == ""
    assert saved == {"vous": {"nom": "Ancien", "email": ""}}


def test_an_unlocked_answer_is_proposed_and_can_be_changed():
    html = str(form(SOURCES))
    assert 'name="email" value="d@exemple.be"' in html
    assert "votre profil" in html


def test_data_the_form_could_not_accept_are_proposed_but_not_locked():
    html = str(form(SOURCES | {"enterprise.address": ADDRESS | {"number": ""}}))
    assert 'name="siege-street" value="Rue du Pont"' in html


def test_a_question_is_asked_when_its_source_has_nothing():
    for sources in ({}, {"person.last_name": ""}, {"person.last_name": None}):
        assert 'name="nom"' in str(form(sources))

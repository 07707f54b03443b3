"""The search page: posted, journaled without what was typed, clear when nothing is found."""

from __future__ import annotations

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Dossier
from helpdesk.dossiers import search
from helpdesk.dossiers.search import PER_PAGE
from monespace.common.references import new_reference
from monespace.journal.models import Event
from tests.support.pages import parse

SEARCH = "/admin/recherche/"


def links(response):
    return [link.get("href") for link in parse(response.content.decode()).iter("a")]


def test_a_search_shows_the_dossier_and_is_journaled(as_agent, agent, sent):
    response = as_agent.post(SEARCH, {"text": "boulangerie"})
    assert response.status_code == 200
    assert reverse("admin:dossier", args=[sent.pk]) in links(response)
    event = Event.objects.about(agent).get(tag="helpdesk.searched")
    assert event.facts == {"kind": "name", "found": 1}


def test_a_national_number_stands_in_no_address_log_or_journal(as_agent, draft, number, caplog):
    caplog.set_level(logging.DEBUG)
    response = as_agent.post(SEARCH, {"text": number})
    assert reverse("admin:dossier", args=[draft.pk]) in links(response)
    assert not [link for link in links(response) if number in link]
    assert number not in caplog.text
    assert not Event.objects.filter(facts__icontains=number).exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(new_reference(), "aucun dossier ne la porte", id="unknown reference"),
        ("ME-2222-2222-23", "contient une faute"),
        ("1999.990.144", "porte ce numéro BCE"),
        ("1999.990.145", "n’est ni un numéro BCE"),
        ("Personne", "Essayez le début du nom"),
        ("x", "au moins deux lettres"),
    ],
)
def test_an_empty_result_says_what_to_try(as_agent, text, sentence):
    assert sentence in as_agent.post(SEARCH, {"text": text}).content.decode()


def test_an_empty_search_is_an_error_that_names_its_field(as_agent):
    response = as_agent.post(SEARCH, {"text": " "})
    assert "Indiquez ce que vous cherchez." in response.content.decode()
    assert not Event.objects.filter(tag="helpdesk.searched").exists()


def test_coming_back_to_the_results_starts_a_new_search(as_agent):
    assert as_agent.get(SEARCH).headers["Location"] == reverse("admin:index")


def test_a_search_stays_within_its_query_budget(as_agent, sent, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        response = as_agent.post(SEARCH, {"text": "soeur"})
    assert response.context["found"].dossiers


def test_a_full_page_takes_one_statement_more_than_a_short_one(as_agent, sent, version, citizen):
    def statements():
        with CaptureQueriesContext(connection) as sent_to_database:
            shown = len(as_agent.post(SEARCH, {"text": "soeur"}).context["found"].dossiers)
        return shown, len(sent_to_database)

    statements()  # what each process reads once
    [few, for_few] = statements()
    Dossier.objects.bulk_create(
        Dossier(demarche_version=version, created_by=citizen, language="fr", **owner)
        for owner in ({"owner_user": citizen}, {"owner_enterprise": sent.owner_enterprise})
        for _ in range(PER_PAGE)
    )
    [many, for_many] = statements()
    assert few < many == PER_PAGE
    assert for_many == for_few + 1  # the count, which a short page needs not


def test_the_pages_of_a_search_are_posted_and_say_which_dossiers_they_show(as_agent, version, citizen):
    Dossier.objects.bulk_create(
        Dossier(demarche_version=version, owner_user=citizen, created_by=citizen, language="fr")
        for _ in range(PER_PAGE + 1)
    )
    first = as_agent.post(SEARCH, {"text": "soeur"}).content.decode()
    assert f"1 à {PER_PAGE} sur {PER_PAGE + 1}, le dernier changement d’abord" in first
    [form] = [form for form in parse(first).iter("form") if form.find(".//button[@name='page']") is not None]
    fields = [*form.iter("input"), *form.iter("button")]
    sent_next = {field.get("name"): field.get("value") for field in fields}
    last = as_agent.post(form.get("action"), sent_next).content.decode()
    assert f"{PER_PAGE + 1} à {PER_PAGE + 1} sur {PER_PAGE + 1}" in last
    assert "récents" not in first + last


@pytest.mark.parametrize("page", ["0", "21", "x", "9" * 400])
def test_a_page_that_no_button_has_is_refused_with_what_was_typed(as_agent, draft, page):
    shown = as_agent.post(SEARCH, {"text": "soeur", "page": page})
    assert shown.context["form"].errors
    assert 'value="soeur"' in shown.content.decode()


def test_a_name_of_too_many_says_what_to_add(as_agent, draft, sent, monkeypatch):
    monkeypatch.setattr(search, "MOST_PEOPLE", 0)
    monkeypatch.setattr(search, "MOST_ENTERPRISES", 0)
    shown = as_agent.post(SEARCH, {"text": "soeur"}).content.decode()
    assert "Ajoutez le prénom ou le nom entier" in shown
    assert "Aucun dossier" not in shown
    assert "Ajoutez un mot du nom" in as_agent.post(SEARCH, {"text": "boulangerie"}).content.decode()

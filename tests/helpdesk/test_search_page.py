"""The search page: posted, journaled without what was typed, clear when nothing is found."""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse

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
    assert response.context["found"]

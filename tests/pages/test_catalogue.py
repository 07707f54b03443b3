"""Démarches are found, and each says what it asks before anyone signs in."""

from __future__ import annotations

import pytest

from tests.support.pages import parse


def found(client, **query: str) -> set[str]:
    root = parse(client.get("/demarches/", query).content.decode())
    return {a.get("href").split("/")[2] for a in root.iter("a") if a.get("class") == "card__link"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"prime-velo", "sesam"}),
        ({"public": "citoyen"}, {"prime-velo"}),
        ({"public": "entreprise"}, {"sesam"}),
        ({"public": "n'importe"}, {"prime-velo", "sesam"}),
        ({"q": "VELO"}, {"prime-velo"}),
        ({"q": "vélo", "public": "entreprise"}, set()),
        ({"q": "   "}, {"prime-velo", "sesam"}),
        ({"q": "girafe"}, set()),
    ],
)
def test_catalogue_finds(client, demarches, query, expected):
    assert found(client, **query) == expected


def test_search_keeps_the_audience_and_the_filter_keeps_the_search(client, demarches):
    page = client.get("/demarches/", {"q": "vélo & co", "public": "citoyen"}).content.decode()
    assert '<input type="hidden" name="public" value="citoyen">' in page
    assert "public=entreprise&amp;q=v%C3%A9lo%20%26%20co" in page


def test_fruitless_search_leads_on(client, demarches):
    page = client.get("/demarches/", {"q": "<girafe>"}).content.decode()
    assert "Aucune démarche ne correspond" in page
    assert "<girafe>" not in page


def test_landing_says_time_papers_deadline_service_and_declarations(client, demarches):
    page = client.get("/demarches/prime-velo/").content.decode()
    for words in (
        "environ 8 minutes",
        "90 jours",
        "Facture à votre nom",
        "SPW Mobilité",
        "Relire et envoyer",
        "Base légale",
        'href="/demarches/prime-velo/commencer/"',
    ):
        assert words in page


def test_landing_speaks_the_persons_language(client, demarches):
    client.post("/langue/", {"page_language": "de"})
    page = client.get("/demarches/prime-velo/").content.decode()
    assert '<html lang="de">' in page
    assert "Fahrrad" in page


def test_landing_before_the_opening_says_when_and_offers_no_start(client, demarches, time_machine):
    assert "/commencer/" in client.get("/demarches/prime-velo/").content.decode()
    time_machine.move_to("2025-12-31 12:00+01:00")
    page = client.get("/demarches/prime-velo/").content.decode()
    assert "Cette démarche ouvre le 1er janvier 2026." in page
    assert "/commencer/" not in page


@pytest.mark.django_db
def test_unknown_demarche_is_not_found(client):
    assert client.get("/demarches/licorne/").status_code == 404

"""Démarches are found, and each says what it asks before anyone signs in."""

from __future__ import annotations

import pytest

from dossiers.models import Demarche, DemarcheVersion
from tests.submission.definition import content
from tests.support.pages import parse

BASIS = {"fr": "Décret d’essai.", "de": "Probedekret."}


def found(client, **query: str) -> set[str]:
    root = parse(client.get("/demarches/", query).content.decode())
    return {a.get("href").split("/")[2] for a in root.iter("a") if a.get("class") == "card__link"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"prime-habitation", "prime-velo", "sesam"}),
        ({"public": "citoyen"}, {"prime-habitation", "prime-velo"}),
        ({"public": "entreprise"}, {"sesam"}),
        ({"public": "n'importe"}, {"prime-habitation", "prime-velo", "sesam"}),
        ({"q": "VELO"}, {"prime-velo"}),
        ({"q": "vélo", "public": "entreprise"}, set()),
        ({"q": "   "}, {"prime-habitation", "prime-velo", "sesam"}),
        ({"q": "girafe"}, set()),
    ],
)
def test_catalogue_finds(client, demarches, query, expected):
    assert found(client, **query) == expected


def test_search_keeps_the_audience_and_the_filter_keeps_the_search(client, demarches):
    page = client.get("/demarches/", {"q": "vélo & co", "public": "citoyen"}).content.decode()
    assert '<input type="hidden" name="public" value="citoyen">' in page
    assert "q=v%C3%A9lo+%26+co&amp;public=entreprise" in page


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


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (
            {"amount": 30, "unit": "working_days", "start": "receipt"},
            ["30 jours ouvrables, à partir de la réception de la demande"],
        ),
        ({"amount": 1, "unit": "months"}, ["1 mois, à partir de la réception d’un dossier complet"]),
        (
            {
                "amount": 60,
                "silence": {"means": "refusal", "legal_basis": {"fr": "Article 8.", "de": "Artikel 8."}},
            },
            ["60 jours, à partir", "Sans décision dans ce délai, la demande est refusée.", "Article 8."],
        ),
        (
            {"amount": 5, "silence": {"means": "approval", "legal_basis": BASIS}},
            ["Sans décision dans ce délai, la demande est acceptée."],
        ),
    ],
)
@pytest.mark.django_db
def test_landing_says_the_limit_its_start_its_basis_and_what_silence_means(client, limit, words):
    declared = content(decision_days=None, decision={**limit, "legal_basis": BASIS})
    demarche = Demarche.objects.create(slug="prime-essai")
    DemarcheVersion.objects.create(demarche=demarche, version=1, content=declared, checksum="0" * 64)
    page = " ".join(client.get("/demarches/prime-essai/").content.decode().split())
    assert "Décret d’essai." in page
    assert all(one in page for one in words)
    assert ("Sans décision" in page) == ("silence" in limit)


def test_landing_speaks_the_persons_language(client, demarches):
    client.post("/langue/", {"page_language": "de"})
    page = client.get("/demarches/prime-velo/").content.decode()
    assert '<html lang="de">' in page
    assert "Fahrrad" in page


def test_all_questions_are_on_a_page_that_anybody_may_print(client, demarches):
    page = "/demarches/prime-velo/questions/"
    assert f'href="{page}"' in client.get("/demarches/prime-velo/").content.decode()
    shown = client.get(page).content.decode()
    for words in ("Prix payé", "(facultatif)", "Document à ajouter en ligne", "En envoyant"):
        assert words in shown
    client.post("/langue/", {"page_language": "de"})
    assert "Dokument, das online hinzugefügt wird." in client.get(page).content.decode()
    assert client.get("/demarches/inconnue/questions/").status_code == 404


def test_landing_before_the_opening_says_when_and_offers_no_start(client, demarches, time_machine):
    assert "/commencer/" in client.get("/demarches/prime-velo/").content.decode()
    time_machine.move_to("2025-12-31 12:00+01:00")
    page = client.get("/demarches/prime-velo/").content.decode()
    assert "Cette démarche ouvre le 1er janvier 2026." in page
    assert "/commencer/" not in page


@pytest.mark.django_db
def test_unknown_demarche_is_not_found(client):
    assert client.get("/demarches/licorne/").status_code == 404

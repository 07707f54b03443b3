"""Every refusal says what happened, what is safe, what to do and who can help, with a reference."""

from __future__ import annotations

import re

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from psycopg.errors import LockNotAvailable

from monespace import breakdowns, error_pages
from monespace.common.rate_limits import TooOften
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.pages import check_page

PHONE = "078 79 01 02"
REFERENCE = re.compile(r'class="reference">([0-9a-f]{8})<')


@pytest.fixture
def refusing(settings):
    """Give every way a page can go wrong an address."""
    settings.ROOT_URLCONF = "tests.pages.urls"


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("forbidden", 403, "Seul un Propriétaire peut envoyer un dossier."),
        ("not-visible", 404, "Cette page n’existe pas"),
        ("too-late", 410, "Le délai est passé."),
        ("too-big", 413, "dépasse la taille permise"),
        ("suspicious", 400, "Rien n’a été modifié"),
    ],
)
@pytest.mark.django_db
def test_refusal_becomes_its_page_with_help_and_a_reference(client, refusing, what, status, words):
    response = client.get(f"/refuse/{what}/")
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert PHONE in page
    assert REFERENCE.search(page)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/langue/", "/profil/e-mail/retirer/"])
def test_address_of_a_button_opened_directly_says_that_nothing_changed(client, address):
    force_sign_in(client, PersonFactory())
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "<h1>Cette page ne s’ouvre pas de cette façon</h1>" in page
    assert "Rien n’a été modifié" in page
    assert REFERENCE.search(page)


@pytest.mark.django_db
def test_reference_differs_from_one_request_to_the_next(client):
    first, second = (REFERENCE.search(client.get("/nulle-part/").content.decode())[1] for _ in range(2))
    assert first != second


@pytest.mark.django_db
def test_defect_shows_a_page_that_needs_no_table_and_names_no_cause(refusing):
    response = Client(raise_request_exception=False).get("/refuse/broken/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Rien n’est envoyé deux fois" in page
    assert PHONE in page
    assert "defect" not in page


@pytest.mark.django_db
def test_database_that_does_not_answer_is_said_to_be_back_soon(refusing):
    response = Client(raise_request_exception=False).get("/refuse/database-down/")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "Mon Espace est indisponible pour le moment" in response.content.decode()
    assert "Rien n’est envoyé deux fois" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_takes_postgresql_too_long_says_so_and_what_to_do(refusing, method):
    response = getattr(Client(raise_request_exception=False), method)("/cherche-trop/")
    assert response.status_code == 503
    page = response.content.decode()
    check_page(page, "/cherche-trop/")
    assert "La recherche est trop large" in page
    assert "indisponible" not in page


def test_what_waits_too_long_for_somebody_else_is_no_breakdown():
    def waiting():
        raise OperationalError from LockNotAvailable()

    try:
        waiting()
    except OperationalError:
        page = breakdowns.server_error(RequestFactory().get("/"))
    assert page.status_code == 503
    assert "Quelqu’un d’autre y travaillait sans doute" in page.content.decode()


@pytest.mark.parametrize("cause", [RuntimeError, OperationalError, InterfaceError])
def test_page_of_a_defect_looks_like_the_portal_without_database_session_or_person(cause):
    def broken():
        raise cause

    try:
        broken()
    except cause:
        page = breakdowns.server_error(RequestFactory().get("/")).content.decode()
    check_page(page, "/")
    assert 'class="brand"' in page
    assert f'class="help-button" href="{reverse("pages:help")}"' in page
    assert PHONE in page
    assert "<form" not in page
    assert "Se connecter" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["broken", "database-down"])
@pytest.mark.parametrize(("header", "value"), [("Accept-Language", "{}"), ("Cookie", "langue={}")])
@pytest.mark.parametrize("language", ["fr", "de", "nl", "en"])
def test_page_of_a_defect_is_in_the_readers_language(refusing, what, header, value, language):
    headers = {header: value.format(language)}
    page = Client(raise_request_exception=False).get(f"/refuse/{what}/", headers=headers).content.decode()
    assert f'<html lang="{language}">' in page
    assert ("Rien n’est envoyé deux fois" in page) == (language == "fr")


def test_page_of_a_defect_before_the_language_was_chosen_is_not_in_the_last_readers():
    translation.activate("de")
    page = breakdowns.server_error(RequestFactory().get("/", headers={"Accept-Language": "nl"}))
    assert '<html lang="nl">' in page.content.decode()
    assert translation.get_language() == "de"


@pytest.mark.django_db
def test_too_many_attempts_say_to_wait(rf):
    response = error_pages.domain_error(rf.get("/connexion/"), TooOften("action", retry_after=121))
    assert response.status_code == 429
    assert response["Retry-After"] == "121"
    assert "Attendez 3 minutes" in response.content.decode()


@pytest.mark.django_db
def test_form_open_too_long_leads_back_to_its_page_only(settings):
    browser = Client(enforce_csrf_checks=True)
    force_sign_in(browser, PersonFactory())
    origin = "http://testserver"
    ours = browser.post("/langue/", headers={"referer": f"{origin}/profil/", "origin": origin})
    assert ours.status_code == 403
    assert f'href="{origin}/profil/"' in ours.content.decode()
    assert "restée ouverte trop longtemps" in ours.content.decode()
    theirs = browser.post("/langue/", headers={"referer": "https://evil.example/profil/"})
    assert theirs.status_code == 403
    assert "evil.example" not in theirs.content.decode()

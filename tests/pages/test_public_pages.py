"""What anyone may read before signing in."""

from __future__ import annotations

import pytest

from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.pages import parse

PAGES = ["/", "/demarches/", "/aide/", "/accessibilite/", "/vie-privee/", "/mentions-legales/", "/verifier/"]


def links(response) -> set[str]:
    return {a.get("href") for a in parse(response.content.decode()).iter("a")}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.django_db
def test_page_gives_the_helpdesk_and_the_help_centre(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert {"/aide/", "tel:+3278790102", "mailto:adideenligne@wallonie.be"} <= links(response)


@pytest.mark.parametrize(("path", "most"), [*((path, 2) for path in PAGES), ("/demarches/prime-velo/", 3)])
def test_page_needs_few_queries(client, demarches, django_assert_max_num_queries, path, most):
    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == 200


def test_home_leads_to_the_open_demarches_and_to_the_sign_in(client, demarches, time_machine):
    assert {"/demarches/prime-velo/", "/demarches/sesam/", "/connexion/"} <= links(client.get("/"))
    time_machine.move_to("2025-12-31 12:00+01:00")
    assert "/demarches/prime-velo/" not in links(client.get("/"))


@pytest.mark.django_db
def test_home_leads_who_is_signed_in_to_the_spaces(client):
    force_sign_in(client, PersonFactory(first_name="Maëlle"))
    response = client.get("/")
    assert "Bonjour Maëlle" in response.content.decode()
    assert "/espaces/" in links(response)


@pytest.mark.django_db
def test_help_answers_every_anchor_that_pages_lead_to(client):
    helped = parse(client.get("/aide/").content.decode())
    anchors = {element.get("id") for element in helped.iter() if element.get("id")}
    wanted = {href.partition("#")[2] for href in links(client.get("/")) if href.startswith("/aide/#")}
    assert wanted
    assert wanted <= anchors


@pytest.mark.django_db
def test_accessibility_statement_gives_the_way_of_complaint(client):
    words = client.get("/accessibilite/").content.decode()
    assert words.index("Dites-le-nous") < words.index("plainte") < words.index("Médiateur")

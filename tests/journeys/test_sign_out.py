"""Signing out in a browser: from the portal's menu, and everywhere at once at the federation."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_portal_ends_the_federal_session_too(new_person, audit, scripts):
    person = new_person(java_script_enabled=scripts)
    person.sign_in("citoyen")
    person.page.locator(".menu summary").click()
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Se déconnecter").click()
    expect(person.page).to_have_url(f"{person.site}/deconnexion/")
    expect(person.page.locator("h1")).to_have_text("Votre session dans Mon Espace est fermée")
    expect(person.page.locator(".notice--success")).to_contain_text("est fermée aussi")
    if scripts:
        audit(person.page)
    person.visit("/profil/")
    expect(person.page).to_have_url(re.compile("/connexion/"))


def test_federation_ends_the_session_of_the_portal(person, portal, audit):
    person.sign_in("citoyen")
    person.page.goto(f"{portal.simulators}/fas/session/")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Se déconnecter partout").click()
    expect(person.page.locator("h1")).to_have_text("Vous êtes déconnecté partout")
    person.visit("/deconnexion/")
    expect(person.page.locator(".notice--warning")).to_contain_text("peut-être encore ouverte")
    audit(person.page)
    person.visit("/profil/")
    expect(person.page).to_have_url(re.compile("/connexion/"))


def test_refused_message_is_explained(person, audit):
    person.visit("/accounts/saml/fas/sls/?SAMLRequest=x")
    expect(person.page.locator("h1")).to_contain_text("n’a pas pu être vérifiée")
    audit(person.page)
    person.follow("Vérifier la déconnexion")
    expect(person.page).to_have_url(f"{person.site}/deconnexion/")

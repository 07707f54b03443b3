"""Pages that no journey passes: public, about oneself, and those that say that something is wrong."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PUBLIC = [
    "/",
    "/demarches/",
    "/demarches/?q=girafe",
    "/demarches/prime-velo/",
    "/demarches/sesam/",
    "/demarches/prime-habitation/questions/",
    "/connexion/",
    "/connexion/?level=500",
    "/espaces/mon-entreprise/",
    "/aide/",
    "/accessibilite/",
    "/vie-privee/",
    "/mentions-legales/",
    "/verifier/",
    "/deconnexion/",
]
ACCESS_CASES = [
    f"/espaces/mon-entreprise/?cas={case}"
    for case in ("mandataire", "etranger", "sans-numero", "acces-termine")
]
OWN = [
    "/",
    "/espaces/",
    "/espaces/mes-demandes/",
    "/espaces/mon-entreprise/chercher/",
    "/espaces/mon-entreprise/representant/",
    "/espaces/mon-entreprise/1999990144/demande/",
    "/profil/",
    "/profil/e-mail/",
    "/profil/sessions/",
    "/deconnexion/",
]
MANAGED = [
    f"/espace/1999990144/{page}"
    for page in (
        "membres/",
        "invitations/nouvelle/",
        "invitations/plusieurs/",
        "gap/",
        "gap/co-gap/",
        "gap/renoncer/",
        "demandes/",
        "mandats/",
        "mandats/nouveau/",
        "mes-droits/",
    )
]


def test_public_pages_are_for_everybody(person, audit):
    for path in PUBLIC + ACCESS_CASES:
        person.visit(path)
        audit(person.page)


def test_pages_about_oneself_are_for_everybody(person, audit):
    person.enter("citoyen")
    for path in OWN:
        person.visit(path)
        audit(person.page)
    person.visit("/profil/e-mail/")
    person.page.locator('[data-field="email"] input').fill("pas une adresse")
    person.act("continue")
    expect(person.page).to_have_title(re.compile(r"^Erreur\s: "))
    audit(person.page)


def test_pages_of_an_access_manager_are_for_everybody(person, audit):
    person.enter("gap")
    for path in MANAGED:
        person.visit(path)
        audit(person.page)
    person.visit("/espace/1999990144/mandats/nouveau/")
    person.act("submit")
    expect(person.page).to_have_title(re.compile(r"^Erreur\s: "))
    audit(person.page)


def test_account_menu_is_for_everybody_when_open(person, audit):
    person.enter("citoyen")
    person.page.locator(".menu summary").click()
    expect(person.page.get_by_role("link", name="Mon profil")).to_be_visible()
    audit(person.page)


def test_problem_pages_say_what_to_do(person, audit):
    person.enter("citoyen")
    for path, status in {"/nulle-part/": 404, "/espace/1999990144/": 404, "/admin/": 403}.items():
        answer = person.page.goto(person.site + path)
        assert answer.status == status, path
        expect(person.page.locator("main")).to_contain_text("078 79 01 02")
        expect(person.page.locator("main .button").first).to_be_visible()
        audit(person.page)


def test_identification_that_is_cancelled_can_begin_again(person, audit):
    person.visit("/demarches/prime-velo/commencer/")
    person.page.locator('[data-method="itsme"]').click()
    person.page.locator('button[value="cancel"]').click()
    expect(person.page).to_have_url(re.compile(re.escape(person.site)))
    expect(person.page.locator("main")).to_contain_text("Référence à donner au helpdesk")
    audit(person.page)
    person.follow("Recommencer la connexion")
    person.prove_identity("citoyen", "itsme")
    expect(person.page).to_have_url(re.compile(r"/demarches/prime-velo/commencer/$"))


def test_empty_step_says_what_is_missing_and_leads_there(person, audit):
    person.enter("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()
    person.act("continue")
    expect(person.page).to_have_title(re.compile(r"^Erreur\s: Votre vélo"))
    summary = person.page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert summary.get_by_role("link").count() == 4
    audit(person.page)
    summary.get_by_role("link", name="Date d’achat").click()
    expect(person.page.get_by_label("Date d’achat")).to_be_focused()

    person.visit(re.sub(r"^.*?//[^/]+|etapes/.*$", "", person.page.url) + "recapitulatif/")
    expect(person.page.locator("main")).to_contain_text("Il reste des réponses à compléter")
    audit(person.page)


def test_review_asks_for_the_declarations(person, audit):
    person.enter("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.fill_all()
    person.act("submit")
    expect(person.page).to_have_title(re.compile(r"^Erreur\s: "))
    expect(person.page.locator(".error-summary")).to_be_focused()
    audit(person.page)
    assert person.submit().startswith("ME-")

"""The public pages in a real Chromium: accessible, unbroken at 320 pixels, helped by their scripts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.accessibility import CONTRAST, defects
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/demarches/?q=girafe",
    "/demarches/prime-velo/",
    "/aide/#gap",
    "/accessibilite/",
    "/vie-privee/",
    "/mentions-legales/",
    "/verifier/",
    "/nulle-part/",
]


@pytest.fixture
def site(live_server, transactional_db, demarches):
    return live_server.url


@pytest.fixture
def signed_in(page, site, client):
    """A person signed in, in the browser."""
    person = force_sign_in(client, PersonFactory())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
    return person


def test_pages_have_no_accessibility_defect_and_fit_a_small_phone(page, site):
    page.set_viewport_size({"width": 320, "height": 640})
    for path in PAGES:
        page.goto(site + path)
        assert defects(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.emulate_media(color_scheme="dark")
        assert defects(page, CONTRAST) == [], f"{path} in the dark"
        page.emulate_media(color_scheme="light")


def test_first_visit_stays_light(page, site):
    sizes = []
    page.on("response", lambda response: sizes.append(response.request.sizes()["responseBodySize"]))
    page.goto(site, wait_until="networkidle")
    assert len(sizes) > 5
    assert sum(sizes) < 100_000  # the style sheets are compressed only once collected


def test_link_to_a_question_opens_it(page, site):
    page.goto(f"{site}/aide/#gap")
    expect(page.locator("#gap p").first).to_be_visible()
    expect(page.locator("#depart p")).not_to_be_visible()


def test_account_menu_closes_with_escape(page, site, signed_in):
    page.goto(site)
    menu = page.locator(".menu summary")
    menu.click()
    expect(page.get_by_role("link", name="Mon profil")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Mon profil")).not_to_be_visible()
    expect(menu).to_be_focused()


def test_session_about_to_end_is_said_and_prolonged(page, site, signed_in, session_says):
    page.clock.install()
    asked = session_says(authenticated=True, expires_in=110)
    page.goto(site)
    page.clock.run_for(61_000)
    warning = page.get_by_role("dialog", name="Votre session va bientôt se terminer")
    expect(warning).to_be_visible()
    assert defects(page) == []
    session_says(authenticated=True, expires_in=28_800)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        warning.get_by_role("button", name="Prolonger ma session").click()
    expect(warning).not_to_be_visible()
    assert asked == ["GET", "POST"]


def test_session_at_its_longest_is_saved_and_begun_anew(page, site, signed_in, session_says):
    page.clock.install()
    begin(page, site)
    session_says(authenticated=True, expires_in=110, expires_at_latest_in=110)
    price = page.locator('[data-field="prix"] input')
    price.fill("1250")
    page.clock.run_for(61_000)
    warning = page.get_by_role("dialog", name="Identifiez-vous de nouveau pour continuer")
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button", name="Prolonger ma session")).not_to_be_visible()
    expect(warning.get_by_role("link", name="Enregistrer et m’identifier de nouveau")).to_be_focused()
    assert defects(page) == []
    step = page.url.removeprefix(site)
    with page.expect_request(f"**/connexion/?fresh=1&next={step}"):
        page.keyboard.press("Enter")
    page.goto(site + step)
    expect(price).to_have_value(re.compile("1.?250"))


def test_session_at_its_longest_leads_to_the_sign_in_where_nothing_is_to_be_saved(
    page, site, signed_in, session_says
):
    page.clock.install()
    session_says(authenticated=True, expires_in=110, expires_at_latest_in=110)
    page.goto(f"{site}/profil/e-mail/")
    page.clock.run_for(61_000)
    warning = page.get_by_role("dialog", name="Identifiez-vous de nouveau pour continuer")
    link = warning.get_by_role("link", name="M’identifier de nouveau", exact=True)
    expect(link).to_be_focused()
    expect(link).to_have_attribute("href", "/connexion/?fresh=1&next=/profil/e-mail/")
    page.keyboard.press("Escape")
    expect(warning).not_to_be_visible()


def test_session_that_ended_leads_back_to_the_sign_in(page, site, signed_in, session_says):
    page.clock.install()
    session_says(authenticated=False, expires_in=0)
    page.goto(f"{site}/profil/")
    page.clock.run_for(61_000)
    link = page.get_by_role("link", name="Se reconnecter")
    expect(link).to_have_attribute("href", "/connexion/?next=/profil/")


def test_stay_signed_in_moves_the_end_of_the_session(client, time_machine):
    force_sign_in(client, PersonFactory())
    time_machine.move_to(timezone.now() + timedelta(minutes=20))
    assert client.get("/session.json").json()["expires_in"] <= 10 * 60
    assert client.post("/session.json").json()["expires_in"] > 29 * 60
    assert client.get("/session.json").json()["expires_in"] > 29 * 60


def begin(page, site):
    """Start a request and go to its first page with nothing filled in."""
    page.goto(f"{site}/demarches/prime-velo/commencer/")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/etapes/velo/")


def test_errors_are_focused_and_lead_to_their_fields(page, site, signed_in):
    begin(page, site)
    page.get_by_role("button", name="Continuer").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    link = summary.get_by_role("link").first
    field = link.get_attribute("href")
    link.click()
    expect(page.locator(field)).to_be_focused()


def test_second_click_sends_nothing_and_the_way_back_is_free(page, site, signed_in):
    begin(page, site)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.locator("button[value=save]").evaluate("button => { button.click(); button.click(); }")
    page.wait_for_url(lambda url: "/etapes/" not in url)
    assert len(sent) == 1
    page.go_back()
    expect(page.locator("button[value=save]")).not_to_have_attribute("aria-busy", "true")


def test_question_appears_when_its_condition_holds(page, site, signed_in):
    begin(page, site)
    seller = page.locator('[data-field="professionnel"]')
    expect(seller).to_be_hidden()
    page.get_by_label("D’occasion").check()
    expect(seller).to_be_visible()
    page.get_by_label("Neuf").check()
    expect(seller).to_be_hidden()


def test_the_browser_understands_every_header(page, site):
    said = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.goto(f"{site}/")
    assert page.locator("h1").is_visible()
    assert said == []

"""A step refused for its token: what was typed comes back to its person; a forged form leaves nothing."""

from __future__ import annotations

import pytest
from django.conf import settings

from accounts.models import KeptForm
from dossiers.engine.checks import MACHINERY
from dossiers.models import StepAnswers
from monespace.common.widgets import END
from tests.filling.browser import Page, open_step, step_url
from tests.filling.factories import draft_of
from tests.support.checked_client import CheckedClient
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

OURS = {"origin": "http://testserver"}
ELSEWHERE = [{"origin": "https://evil.example"}, {"origin": "http://x.testserver"}, {"origin": "null"}, {}]


@pytest.fixture
def browser(person):
    """The citizen's browser, which sends tokens as a real one does."""
    browser = CheckedClient(enforce_csrf_checks=True)
    force_sign_in(browser, person)
    return browser


def send(page: Page, headers: dict[str, str], **typed: str):
    """Send the page's form with its token, as a browser does from a page of that origin."""
    token = page.form.find(".//input[@name='csrfmiddlewaretoken']").get("value")
    data = {**page.fields, **typed, "csrfmiddlewaretoken": token, "action": "save"}
    return page.client.post(page.url, data, headers=headers)


def test_good_token_saves_and_keeps_nothing(browser, draft):
    assert send(open_step(browser, draft, "vous"), OURS, surnom="Accepté").status_code == 302
    assert StepAnswers.objects.get().values["surnom"] == "Accepté"
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("is_lost", [True, False], ids=["token lost", "token of before a new sign-in"])
def test_what_was_typed_comes_back_unsaved_with_a_good_token(browser, draft, is_lost):
    page = open_step(browser, draft, "vous")
    if is_lost:
        del browser.cookies[settings.CSRF_COOKIE_NAME]
    else:
        browser.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    refused = send(page, OURS, surnom="Presque perdu")
    assert (refused.status_code, refused["Location"]) == (302, page.url)
    assert not StepAnswers.objects.exists()
    again = open_step(browser, draft, "vous")
    assert "Cette page a été envoyée trop tard" in again.html
    assert again.fields["surnom"] == "Presque perdu"
    assert send(again, OURS, surnom="Presque perdu").status_code == 302
    assert StepAnswers.objects.get().values["surnom"] == "Presque perdu"
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_forged_form_is_neither_saved_nor_kept_nor_shown(browser, draft, headers):
    refused = browser.post(step_url(draft, "vous"), {"surnom": "Planté"}, headers=headers)
    assert refused.status_code == 403
    assert "Planté" not in refused.content.decode()
    assert not KeptForm.objects.exists()
    assert not StepAnswers.objects.exists()
    assert "Planté" not in open_step(browser, draft, "vous").html


def test_forged_form_does_not_drop_what_is_kept(browser, draft):
    page = open_step(browser, draft, "vous")
    del browser.cookies[settings.CSRF_COOKIE_NAME]
    send(page, OURS, surnom="Gardé")
    assert browser.post(page.url, {"surnom": "Planté"}, headers=ELSEWHERE[0]).status_code == 403
    assert open_step(browser, draft, "vous").fields["surnom"] == "Gardé"


def test_person_unknown_finds_the_text_on_the_page_to_copy_it(browser, draft):
    page = open_step(browser, draft, "vous")
    browser.cookies.clear()
    refused = send(page, OURS, surnom="À <b>copier</b>")
    assert refused.status_code == 403
    assert refused["Cache-Control"].count("no-store")
    shown = [item.text for item in parse(refused.content.decode()).iterfind(".//main/ul/li")]
    assert "À <b>copier</b>" in shown
    assert not {page.fields["revision"], page.fields["next_revision"], "save"} & set(shown)
    assert not KeptForm.objects.exists()


def test_form_without_typing_says_what_to_do_and_keeps_nothing(browser):
    refused = browser.post("/profil/sessions/terminer-les-autres/", {"phone": "0470 12 34 56"}, headers=OURS)
    assert refused.status_code == 403
    assert "0470" not in refused.content.decode()
    assert not KeptForm.objects.exists()


def test_somebody_else_signed_in_meanwhile_does_not_find_it_on_a_page_that_is_not_theirs(browser, draft):
    page = open_step(browser, draft, "vous")
    force_sign_in(browser, PersonFactory())
    del browser.cookies[settings.CSRF_COOKIE_NAME]
    assert send(page, OURS, surnom="Pas à moi").status_code == 403
    assert browser.get(page.url).status_code == 404


def test_names_of_the_pages_own_inputs_are_all_known(browser, person):
    form = open_step(browser, draft_of(person), "vous").form
    hidden = {one.get("name") for one in form.iterfind(".//input[@type='hidden']")}
    assert hidden - {f"situation{END}"} <= MACHINERY

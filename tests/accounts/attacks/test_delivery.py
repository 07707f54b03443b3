"""Right answers brought by the wrong browser, twice, at once, unasked for, or with somewhere else to go."""

import base64

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import etree

from accounts.models import ConsumedAssertion, User
from monespace.journal.models import Event
from tests.accounts.attacks import modes
from tests.accounts.attacks.changes import setting
from tests.accounts.attacks.conftest import Browser
from tests.accounts.attacks.forge import assertion_of, response, sign
from tests.accounts.attacks.keys import genuine
from tests.accounts.attacks.sealing import seal
from tests.support.race import race

ACS, FINISH = "accounts:saml_acs", "accounts:saml_acs_finish"
every_mode = pytest.mark.parametrize("mode", modes.ACCEPTED, ids=str)


def copied(browser):
    """Return another browser with the same cookies: a thief of everything, or a second tab."""
    thief = Client()
    thief.cookies = browser.client.cookies.copy()
    return Browser(thief)


def refusals():
    return list(Event.objects.filter(tag="sign_in.refused").values_list("facts__rule", flat=True))


@every_mode
def test_answer_that_nobody_asked_for_is_refused(browser, mode):
    asked = browser.asks()
    browser.client.cookies.clear()
    browser.is_refused(browser.carries(modes.answer(asked, mode)), "pending")


@every_mode
def test_answer_to_a_request_that_the_portal_never_made_is_refused(browser, mode):
    asked = browser.asks()
    answer = modes.answer(type(asked)(request="_made_up", acs=asked.acs, audience=asked.audience), mode)
    browser.is_refused(browser.carries(answer), "pending")


@every_mode
def test_answer_begun_in_another_browser_signs_nobody_in_here(browser, mode):
    """Login CSRF: the attacker's answer, posted by the victim's browser, which has a sign-in under way."""
    attacker = Browser(Client())
    answer = modes.answer(attacker.asks(), mode)
    browser.asks()
    browser.is_refused(browser.carries(answer), "pending")
    attacker.comes_in(attacker.carries(answer))


@every_mode
def test_answer_brought_again_by_the_same_browser_is_refused(browser, mode):
    answer = modes.answer(browser.asks(), mode)
    again = copied(browser)
    browser.comes_in(browser.carries(answer))
    assert again.carries(answer).status_code == 400
    assert refusals() == ["replay"]
    assert not again.is_signed_in()


@every_mode
def test_answer_brought_again_once_its_request_is_answered_finds_no_request(browser, mode):
    answer = modes.answer(browser.asks(), mode)
    browser.comes_in(browser.carries(answer))
    browser.client.post(reverse("accounts:sign_out"))
    assert browser.carries(answer).status_code == 400
    assert refusals() == ["pending"]
    assert not browser.is_signed_in()


@pytest.mark.parametrize("mode", modes.ENVELOPE_UNSIGNED, ids=str)
def test_assertion_in_a_new_envelope_is_refused(browser, mode):
    answer = modes.answer(browser.asks(), mode)
    again = copied(browser)
    browser.comes_in(browser.carries(answer))
    answer.set("ID", "_another")
    assert again.carries(answer).status_code == 400
    assert refusals() == ["replay"]


def test_assertion_encrypted_anew_is_refused(browser):
    plain = response(browser.asks())
    sign(assertion_of(plain), genuine())
    again, sealed = copied(browser), etree.fromstring(etree.tostring(plain))
    browser.comes_in(browser.carries(plain))
    seal(sealed)
    assert again.carries(sealed).status_code == 400
    assert refusals() == ["replay"]


@pytest.mark.parametrize("mode", modes.ENVELOPE_UNSIGNED, ids=str)
def test_assertion_for_one_request_does_not_answer_another(browser, mode):
    first, second = browser.asks(), browser.asks()
    answer = modes.answer(first, mode, carried=setting(".", "InResponseTo", second.request))
    browser.is_refused(browser.carries(answer), "in-response-to")


@every_mode
def test_second_assertion_for_an_answered_request_is_refused(browser, mode):
    asked = browser.asks()
    again = copied(browser)
    browser.comes_in(browser.carries(modes.answer(asked, mode)))
    assert again.carries(modes.answer(asked, mode)).status_code == 400
    assert refusals() == ["replay"]


ELSEWHERE = ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "\r\nX: y"]


@every_mode
@pytest.mark.parametrize("relay_state", ELSEWHERE, ids=range(len(ELSEWHERE)))
def test_relay_state_leads_nowhere(browser, mode, relay_state):
    answer = browser.carries(modes.answer(browser.asks(next="/demarches/"), mode), RelayState=relay_state)
    browser.comes_in(answer)
    assert answer["Location"] == "/demarches/"


@pytest.mark.parametrize("destination", ELSEWHERE, ids=range(len(ELSEWHERE)))
def test_destination_asked_for_at_the_start_stays_on_this_site(browser, destination):
    answer = browser.carries(modes.answer(browser.asks(next=destination)))
    browser.comes_in(answer)
    assert answer["Location"] == reverse("enterprises:spaces")


def test_destination_of_a_refused_answer_is_never_the_one_it_brings(browser):
    page = browser.carries(b"<a/>", RelayState="https://evil.example/", next="https://evil.example/")
    assert "evil.example" not in page.content.decode()


COOKIES = ["", "x", "gAAAAABm", "é", "A" * 4000]


@pytest.mark.parametrize("value", COOKIES, ids=range(len(COOKIES)))
@pytest.mark.parametrize("name", ["reponse", "connexion-0123456789abcdef"])
def test_forged_cookie_is_no_answer_and_no_request(browser, name, value):
    browser.client.cookies[name] = value
    answer = browser.client.get(reverse(FINISH))
    assert answer.status_code == 400
    assert not browser.is_signed_in()


def test_answer_is_read_from_the_posted_form_only(browser):
    encoded = base64.b64encode(etree.tostring(modes.answer(browser.asks()))).decode()
    assert browser.client.get(reverse(ACS), {"SAMLResponse": encoded}).status_code == 405
    assert browser.client.post(f"{reverse(ACS)}?SAMLResponse=x").status_code == 400
    artifact = browser.client.post(
        reverse(ACS), {"SAMLart": "AAQAAMFbLinlXaCM+FIxiDwGOLAy2T71gbpO7ZhNzAgEANlB90ECfpNEVLg="}
    )
    assert artifact.status_code == 400
    assert not browser.is_signed_in()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", modes.EXTREMES, ids=str)
def test_answer_brought_many_times_at_once_signs_in_once(browser, mode):
    answer = etree.tostring(modes.answer(browser.asks(), mode))
    tabs = [copied(browser) for _ in range(6)]
    outcomes = race(*[lambda tab=tab: tab.carries(answer).status_code for tab in tabs])
    assert sorted(outcomes) == [302, 400, 400, 400, 400, 400]
    assert sum(tab.is_signed_in() for tab in tabs) == 1
    assert User.objects.count() == 1
    assert ConsumedAssertion.objects.count() == 2
    assert refusals() == ["replay"] * 5
    connection.close()

"""Every cookie is small and of plain characters, whatever a stranger sends."""

import base64
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import etree

from tests.accounts.attacks import modes
from tests.accounts.attacks.changes import ATTRIBUTES, setting, writing
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

DECLINED = (
    "<samlp:Response xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' ID='_1' Version='2.0' "
    "IssueInstant='2026-01-01T00:00:00Z' InResponseTo='{}'><samlp:Status><samlp:StatusCode "
    "Value='urn:oasis:names:tc:SAML:2.0:status:Responder'/></samlp:Status></samlp:Response>"
)
MOST_BYTES = 4096  # of name, value and attributes: browsers drop a longer cookie (RFC 6265, 6.1)
PLAIN = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")  # RFC 6265, 4.1.1

pytestmark = pytest.mark.django_db


def check_cookies(response):
    for name, cookie in response.cookies.items():
        assert len(cookie.OutputString()) <= MOST_BYTES, name
        assert PLAIN.fullmatch(cookie.value), name


def declines(client, request_id):
    document = DECLINED.format(request_id).encode()
    return client.post(reverse("accounts:saml_acs"), {"SAMLResponse": base64.b64encode(document).decode()})


@pytest.mark.parametrize("request_id", ["x" * 100_000, "é" * 5000, "x" * 1000, "_\U0001f600" * 300, ""])
def test_unsigned_answer_to_an_endless_request_leaves_no_cookie(browser, request_id):
    asked = browser.asks()
    answered = declines(browser.client, asked.request)
    assert answered.status_code == 303
    assert answered.cookies["reponse"].value
    check_cookies(answered)
    refused = declines(browser.client, request_id)
    assert refused.status_code == 400
    assert "reponse" not in refused.cookies


@pytest.mark.parametrize("request_id", ["x" * 1000, "é" * 500], ids=["long", "other letters"])
def test_signed_answer_to_an_endless_request_is_refused(browser, request_id):
    asked = browser.asks()
    other = type(asked)(request=request_id, acs=asked.acs, audience=asked.audience)
    answer = modes.answer(other)
    browser.is_refused(browser.carries(answer), "in-response-to")
    browser.comes_in(browser.carries(modes.answer(asked)))


LONGEST_WORDS = {
    "saml:Assertion/saml:AuthnStatement": ("SessionIndex", '"' * 600),
    "saml:Assertion/saml:Subject/saml:NameID": ("SPProvidedID", "\\" * 50_000),
}


@pytest.mark.parametrize(("path", "said"), LONGEST_WORDS.items(), ids=["index", "qualifier"])
def test_words_of_the_federation_that_fill_no_cookie_hinder_no_sign_in(browser, path, said):
    def change(root):
        setting(path, *said)(root)
        for name in ("givenName", "surname"):
            value = f"{ATTRIBUTES}/saml:Attribute[@Name='{name}']/saml:AttributeValue"
            writing(value, "\U00020000" * 150)(root)

    document = etree.tostring(modes.answer(browser.asks(), said=change))
    accepted = browser.client.post(
        reverse("accounts:saml_acs"), {"SAMLResponse": base64.b64encode(document).decode()}
    )
    check_cookies(accepted)
    browser.comes_in(browser.client.get(accepted["Location"]))


NEXT = [
    "/demarches/?q=" + "é" * 480,
    "/demarches/?q=" + "\U0001f600" * 480,
    "/demarches/?q=" + "".join(chr(0x4E00 + 37 * n) for n in range(480)),
    '/demarches/?q=a;b,c"d\\e\r\nf',
    "/" + "x" * 100_000,
]


@pytest.mark.parametrize("path", NEXT, ids=range(len(NEXT)))
def test_page_to_go_to_makes_no_large_cookie(browser, path):
    for address in ("accounts:saml_login", "accounts:sign_in"):
        response = browser.client.get(reverse(address), {"method": "itsme", "next": path})
        assert response.status_code in {200, 302}
        check_cookies(response)
    answer = browser.client.post(reverse("accounts:set_language"), {"page_language": "de", "next": path})
    assert answer.status_code == 302
    check_cookies(answer)


@pytest.mark.parametrize(
    "language", ["de" * 5000, "de;Domain=evil.example", "de\r\nX: y", "é", "xx", "de-BE"]
)
def test_language_is_one_of_ours_or_none(language):
    response = Client().post(reverse("accounts:set_language"), {"page_language": language})
    assert response.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


BROUGHT = [
    "connexion-a(b=1", "connexion-é=1", 'connexion-"=1', "connexion-\x01=1", "connexion-=1",
    "connexion-0123456789abcdef=1", "connexion-" + "0" * 3000 + "=1", 'connexion-a@b="x"',
]  # fmt: skip


@pytest.mark.parametrize("brought", BROUGHT, ids=range(len(BROUGHT)))
def test_cookie_of_any_name_hinders_no_sign_in(browser, brought):
    response = browser.client.get(
        reverse("accounts:saml_login"), {"method": "itsme"}, headers={"Cookie": brought}
    )
    assert response.status_code == 302
    check_cookies(response)


@pytest.mark.parametrize("value", ["x" * 10_000, "é", "a;b", '"\\', "\x7f", ""])
@pytest.mark.parametrize(
    "name",
    ["session", "csrftoken", "langue", "messages", "reponse", "appareil", "deconnexion", "connexion-x"],
)
def test_cookie_that_comes_in_odd_does_not_go_out_odd(name, value):
    client = Client()
    force_sign_in(client, PersonFactory())
    client.cookies[name] = value
    for address in ("accounts:sign_in", "accounts:sign_out", "accounts:saml_acs_finish", "accounts:profile"):
        response = client.get(reverse(address))
        assert response.status_code < 500
        check_cookies(response)
    assert client.post(reverse("accounts:set_language"), {"page_language": "nl"}).status_code == 302


def test_the_token_of_forms_is_out_of_the_reach_of_scripts():
    client = Client()
    force_sign_in(client, PersonFactory())
    cookie = client.get(reverse("accounts:profile")).cookies[settings.CSRF_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

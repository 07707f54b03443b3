"""Logout messages that somebody else wrote, changed, kept or turned round: no session ends by any of them."""

import base64
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from django.test import Client
from django.urls import reverse

from accounts.models import ConsumedAssertion, Session
from monespace.journal.models import Event
from tests.accounts.attacks import modes
from tests.accounts.attacks.conftest import Browser
from tests.accounts.attacks.forge import ISSUER, OTHER_NUMBER, stamp
from tests.accounts.attacks.keys import attackers, portals
from tests.accounts.attacks.logout import (
    INDEX,
    NAME,
    Address,
    arrives,
    deflated,
    inflated,
    logout_request,
    signs_in,
)
from tests.support.race import race


def right():
    return Address().of(logout_request(NAME, INDEX))


def is_refused(victim, answer, rule):
    assert answer.status_code == 400, answer.status_code
    page, reference = answer.content.decode(), answer.context["reference"]
    assert reference
    assert reference in page
    assert "n’a mis fin à aucune connexion" in page
    kept = Event.objects.get(tag="sign_in.refused")
    assert (kept.subject_id, kept.facts) == (reference, {"refusal": "INVALID_LOGOUT", "rule": rule})
    assert victim.is_signed_in(), "a refused message ended a session"
    assert arrives(right()).status_code == 302, "what is right is not taken either: the test proves nothing"
    assert not victim.is_signed_in()


def test_right_request_ends_the_session_and_is_answered(victim):
    answer = arrives(Address(relay_state="/où + là?&=").of(logout_request(NAME, INDEX, id="_asked")))
    assert answer.status_code == 302
    assert not victim.is_signed_in()
    sent = urlsplit(answer["Location"])
    assert f"{sent.scheme}://{sent.netloc}{sent.path}" == f"{ISSUER}slo/answers"
    said = parse_qs(sent.query)
    assert said["RelayState"] == ["/où + là?&="]
    signed, _name, signature = sent.query.partition("&Signature=")
    verify(signed, parse_qs(f"Signature={signature}")["Signature"][0])
    message = inflated(answer["Location"])
    assert 'InResponseTo="_asked"' in message
    assert f'Destination="{ISSUER}slo/answers"' in message
    assert "status:Success" in message


def verify(signed, signature):
    key = portals().certificate.public_key()
    key.verify(base64.b64decode(signature), signed.encode(), PKCS1v15(), hashes.SHA256())


def test_request_may_be_valid_to_the_last_moment_that_there_is(victim):
    always = ' NotOnOrAfter="9999-12-31T23:59:59.9999999Z"'
    assert arrives(Address().of(logout_request(NAME, INDEX, more=always))).status_code == 302
    assert not victim.is_signed_in()


@pytest.mark.parametrize("bits", [256, 384, 512])
def test_strong_hashes_are_taken(victim, bits):
    how = Address(
        method=f"http://www.w3.org/2001/04/xmldsig-more#rsa-sha{bits}",
        hash={256: hashes.SHA256(), 384: hashes.SHA384(), 512: hashes.SHA512()}[bits],
    )
    assert arrives(how.of(logout_request(NAME, INDEX))).status_code == 302
    assert not victim.is_signed_in()


def without(name):
    return lambda query: "&".join(part for part in query.split("&") if not part.startswith(f"{name}="))


def with_value(name, value):
    return lambda query: "&".join(
        f"{name}={value}" if part.startswith(f"{name}=") else part for part in query.split("&")
    )


def evil():
    return quote(base64.b64encode(deflated(logout_request(NAME, INDEX))).decode(), safe="")


ALTERED = {
    "signature left out": (without("Signature"), "unsigned"),
    "algorithm left out": (without("SigAlg"), "unsigned"),
    "nothing signed at all": (lambda _: f"SAMLRequest={evil()}", "unsigned"),
    "message exchanged": (lambda query: f"SAMLRequest={evil()}&{without('SAMLRequest')(query)}", "signature"),
    "way back exchanged": (with_value("RelayState", "https%3A%2F%2Fevil.example%2F"), "signature"),
    "way back left out": (without("RelayState"), "signature"),
    "same octets written otherwise": (lambda query: query.replace("%2F", "%2f"), "signature"),
    "algorithm exchanged": (lambda query: query.replace("rsa-sha256", "rsa-sha512"), "signature"),
    "algorithm of no use": (lambda query: query.replace("rsa-sha256", "hmac-sha256"), "algorithm"),
    "empty signature": (with_value("Signature", ""), "signature"),
    "signature that is none": (with_value("Signature", "%%%"), "base64"),
    "second message in front": (lambda query: f"SAMLRequest={evil()}&{query}", "parameters"),
    "second message behind": (lambda query: f"{query}&SAMLRequest={evil()}", "parameters"),
    "second message in disguise": (lambda query: f"{query}&%53AMLRequest={evil()}", "parameters"),
    "second message in small letters": (lambda query: f"{query}&samlrequest={evil()}", "parameters"),
    "answer beside the request": (lambda query: f"{query}&SAMLResponse={evil()}", "parameters"),
    "second signature": (lambda query: f"{query}&Signature=x", "parameters"),
    "no message": (without("SAMLRequest"), "parameters"),
    "parameter of nobody": (lambda query: f"{query}&next=/", "parameters"),
    "nothing": (lambda _: "", "length"),
    "endless": (lambda query: query + "A" * 20_000, "length"),
    "letters that no address has": (lambda query: f"{query}é", "length"),
}


@pytest.mark.parametrize(("change", "rule"), ALTERED.values(), ids=ALTERED.keys())
def test_altered_address_is_refused(victim, change, rule):
    is_refused(victim, arrives(change(Address().of(logout_request(NAME, "not-yet")))), rule)


@pytest.mark.parametrize("pair", [attackers, portals], ids=["anybody's key", "our own key"])
def test_other_keys_sign_nothing(victim, pair):
    is_refused(victim, arrives(Address().of(logout_request(NAME, INDEX), pair())), "signature")


def test_sha1_is_refused_even_by_the_right_key(victim):
    how = Address(method="http://www.w3.org/2000/09/xmldsig#rsa-sha1", hash=hashes.SHA1())  # noqa: S303
    is_refused(victim, arrives(how.of(logout_request(NAME, INDEX))), "algorithm")


WRONG = {
    "another address": ({"destination": "https://evil.example/sls/"}, "destination"),
    "the address of answers": (
        {"destination": "http://localhost/accounts/saml/fas/acs/"},
        "destination",
    ),
    "no address": ({"destination": ""}, "destination"),
    "another issuer": ({"issuer": "https://other.example/"}, "issuer"),
    "no issuer": ({"issuer": ""}, "issuer"),
    "old": ({"now": lambda: stamp(minutes=-11)}, "issue-instant"),
    "of tomorrow": ({"now": lambda: stamp(days=1)}, "issue-instant"),
    "in another zone": ({"now": "2026-11-26T02:00:00+05:00"}, "issue-instant"),
    "over": ({"more": lambda: f' NotOnOrAfter="{stamp(minutes=-4)}"'}, "validity"),
    "of another version": ({"version": "1.1"}, "version"),
    "without an id": ({"id": ""}, "schema"),
    "without a name": ({"name": ""}, "schema"),
    "with an empty name": ({"name_id": " "}, "subject"),
    "with two names": ({"before": "<saml:NameID>a-name</saml:NameID>"}, "schema"),
    "with an encrypted name": ({"name": "<saml:EncryptedID/>"}, "element"),
    "with extensions": (
        {"before": "<samlp:Extensions><saml:NameID>x</saml:NameID></samlp:Extensions>"},
        "element",
    ),
    "with an empty index": ({"indexes": "<samlp:SessionIndex> </samlp:SessionIndex>"}, "session-index"),
    "under another name": ({"name_id": "another-name"}, "federal-session"),
    "under nearly the same name": ({"name_id": "a-nam"}, "federal-session"),
    "with another index": (
        {"indexes": "<samlp:SessionIndex>another</samlp:SessionIndex>"},
        "federal-session",
    ),
    "with a name of another kind": ({"qualities": ""}, "federal-session"),
    "with a name of another domain": (
        {"qualities": ' Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient" NameQualifier="x"'},
        "federal-session",
    ),
    "with a comment in the name": ({"name_id": "a-<!-- -->name"}, "markup"),
    "with a document type": ({"before": "<!DOCTYPE x>"}, "markup"),
    "not well-formed": ({"before": "<saml:Issuer>"}, "xml"),
}


@pytest.mark.parametrize(("changed", "rule"), WRONG.values(), ids=WRONG.keys())
def test_signed_request_that_is_not_right_is_refused(victim, changed, rule):
    values = {name: value() if callable(value) else value for name, value in changed.items()}
    is_refused(victim, arrives(Address().of(logout_request(NAME, INDEX, **values))), rule)


BROKEN = {
    "bomb": deflated(b" " * 5_000_000),
    "cut short": deflated(b"<a/>")[:-2],
    "followed by more": deflated(b"<a/>") + b"more",
    "not deflated": b"<samlp:LogoutRequest/>",
}


@pytest.mark.parametrize("octets", BROKEN.values(), ids=BROKEN.keys())
def test_what_does_not_inflate_to_a_message_is_refused(victim, octets):
    is_refused(victim, arrives(Address().carrying(octets)), "deflate")


def test_other_message_under_the_name_of_a_request_is_refused(victim):
    message = logout_request(NAME, INDEX).replace(b"LogoutRequest", b"LogoutResponse")
    is_refused(victim, arrives(Address().of(message)), "root")


def test_request_ends_nothing_twice(victim):
    query = right()
    assert arrives(query).status_code == 302
    signs_in(victim, now=stamp(seconds=2))  # a federation whose indexes come back
    assert arrives(query).status_code == 400
    assert victim.is_signed_in()
    assert Event.objects.get(tag="sign_in.refused").facts["rule"] == "replay"


def test_assertion_from_before_a_logout_brings_nobody_in_after_it(victim):
    late = Browser(Client())
    early = modes.answer(late.asks(), name_id=NAME, session=INDEX, now=stamp(seconds=-5))
    assert arrives(right()).status_code == 302
    assert late.carries(early).status_code == 400
    assert not late.is_signed_in()
    assert Event.objects.get(tag="sign_in.refused").facts["rule"] == "federal-session-ended"
    signs_in(late, now=stamp(seconds=2))


def test_refused_request_uses_nothing_up(victim):
    used = ConsumedAssertion.objects.count()
    assert arrives(Address().of(logout_request(NAME, "another"))).status_code == 400
    assert ConsumedAssertion.objects.count() == used


def test_other_sessions_of_the_person_and_of_others_stay(victim):
    same, other = Browser(Client()), Browser(Client())
    signs_in(same, index="another-index")
    signs_in(other, number=OTHER_NUMBER, name="somebody", index="another-index")  # indexes need not be unique
    arrives(Address().of(logout_request(NAME, "another-index")))
    ended = [not one.is_signed_in() for one in (victim, same, other)]
    assert ended == [False, True, False]


def test_request_without_an_index_ends_every_session_of_the_name(victim):
    same, other = Browser(Client()), Browser(Client())
    signs_in(same, index="another-index")
    signs_in(other, name="another-name", number=OTHER_NUMBER)
    assert arrives(Address().of(logout_request(NAME))).status_code == 302
    assert [one.is_signed_in() for one in (victim, same, other)] == [False, False, True]


def test_only_addresses_are_read(victim):
    url = reverse("accounts:saml_sls")
    client = Client()
    posted = {name: values[0] for name, values in parse_qs(right()).items()}
    assert client.post(url, posted).status_code == 405
    assert client.head(f"{url}?{right()}").status_code == 405
    assert victim.is_signed_in()


def test_flood_of_junk_stays_within_the_bounds_of_the_journal(victim):
    pages = [arrives("SAMLRequest=x") for _ in range(15)]
    assert {page.status_code for page in pages} == {400}
    assert Event.objects.filter(tag="sign_in.refused").count() == 10
    assert victim.is_signed_in()


@pytest.mark.django_db(transaction=True)
def test_same_request_many_times_at_once_ends_the_session_once(victim):
    query = right()
    outcomes = race(*[lambda: arrives(query).status_code for _ in range(5)])
    assert sorted(outcomes) == [302, 400, 400, 400, 400]
    assert not Session.objects.exists()
    assert Event.objects.filter(tag="person.signed_out").count() == 1


def test_way_back_leads_to_the_federation_only(victim):
    answer = arrives(Address(relay_state="https://evil.example/").of(logout_request(NAME, INDEX)))
    assert re.match(re.escape(f"{ISSUER}slo/answers?SAMLResponse="), answer["Location"])


def test_logs_say_that_a_message_came_and_not_whom_it_names(victim, caplog):
    query = right()
    assert arrives(query).status_code == 302
    assert "GET /accounts/saml/fas/sls/?SAMLRequest=…" in caplog.text
    assert query.partition("&")[0].partition("=")[2][:30] not in caplog.text

"""Somebody signs out of the portal, which has the simulated federation end its session too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from accounts.models import Session, User
from accounts.saml.federal_sessions.names import MAX_BYTES
from accounts.saml.models import FederalSession
from monespace.common.crypto import decrypt
from monespace.journal.models import Event
from monespace.simulators.fas import responses
from monespace.simulators.fas.saml import NAMESPACES
from tests.accounts.federation import fas_key, is_signed_in
from tests.accounts.round_trips import Traveller, words
from tests.support.client import force_sign_in, refresh_of
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("simulators")]

SIGN_OUT = "/deconnexion/"
CLOSED, MAY_REMAIN = "est fermée aussi", "est peut-être encore ouverte"


@pytest.fixture
def traveller():
    return Traveller()


def test_signing_out_ends_both_sessions_and_says_so(traveller):
    traveller.signs_in()
    assert traveller.is_known_here()
    assert traveller.is_known_there()
    back = traveller.follows_to_portal(traveller.follows_to_federation(traveller.signs_out()))
    assert back["Location"] == SIGN_OUT
    page = words(traveller.portal.get(SIGN_OUT))
    assert "Votre session dans Mon Espace est fermée" in page
    assert CLOSED in page
    assert MAY_REMAIN not in page
    assert not traveller.is_known_here()
    assert not traveller.is_known_there()


def test_no_redirect_leads_a_form_out_of_the_portal(traveller):
    """``form-action`` holds for every redirect behind a form, and the federation leads on to other sites."""
    traveller.signs_in()
    left = traveller.signs_out()
    assert left.status_code == 200
    assert "form-action 'self'" in left["Content-Security-Policy"].split("; ")
    assert f'<a class="button" href="{escape(refresh_of(left))}"' in left.content.decode()
    assert left["Cache-Control"].startswith("max-age=0")


def test_session_here_is_over_before_the_federation_is_asked(traveller):
    traveller.signs_in()
    left = traveller.signs_out()
    assert refresh_of(left).startswith(f"{traveller.federation.address}/fas/slo/?SAMLRequest=")
    assert not Session.objects.exists()
    assert not traveller.is_known_here()
    assert Event.objects.about(User.objects.get()).last().tag == "person.signed_out"
    assert MAY_REMAIN in words(traveller.portal.get(SIGN_OUT)), "who never comes back from there is warned"


def test_one_request_names_every_sign_in_of_the_session(traveller):
    traveller.signs_in()
    traveller.signs_in("citoyen", "eid", level="500")
    assert FederalSession.objects.count() == 2
    traveller.follows_to_portal(traveller.follows_to_federation(traveller.signs_out()))
    assert CLOSED in words(traveller.portal.get(SIGN_OUT))
    assert not traveller.is_known_there()


def test_federation_that_no_longer_knows_the_session_confirms_nothing(traveller):
    traveller.signs_in()
    left = traveller.signs_out()
    traveller.federation.post("/fas/session/fin/")
    traveller.follows_to_portal(traveller.follows_to_federation(left))
    assert MAY_REMAIN in words(traveller.portal.get(SIGN_OUT))
    assert not traveller.is_known_here()


def test_answer_is_taken_by_the_browser_that_signed_out_only(traveller):
    traveller.signs_in()
    answer = traveller.follows_to_federation(traveller.signs_out())
    other = Traveller(federation=traveller.federation)
    assert other.follows_to_portal(answer).status_code == 400
    assert MAY_REMAIN in words(other.portal.get(SIGN_OUT))
    assert traveller.follows_to_portal(answer).status_code == 302
    assert traveller.follows_to_portal(answer).status_code == 400, "the answer has served"


def test_confirmation_is_not_shown_for_a_later_sign_out(traveller):
    traveller.signs_in()
    traveller.follows_to_portal(traveller.follows_to_federation(traveller.signs_out()))
    assert CLOSED in words(traveller.portal.get(SIGN_OUT))
    force_sign_in(traveller.portal, PersonFactory())
    assert traveller.signs_out()["Location"] == SIGN_OUT
    assert MAY_REMAIN in words(traveller.portal.get(SIGN_OUT))


def test_session_that_stands_on_nothing_federal_ends_here_only(client):
    force_sign_in(client, PersonFactory())
    assert client.post(SIGN_OUT)["Location"] == SIGN_OUT
    assert not client.get("/session.json").json()["authenticated"]


def test_federation_that_cannot_be_reached_delays_nobody(traveller, settings):
    traveller.signs_in()
    settings.SAML_IDP_METADATA = "/nowhere/metadata.xml"
    assert traveller.signs_out()["Location"] == SIGN_OUT
    assert not traveller.is_known_here()
    assert MAY_REMAIN in words(traveller.portal.get(SIGN_OUT))


def test_federation_without_logout_service_is_not_asked(client, federation):
    federation.deliver(federation.message(federation.ask()))
    assert is_signed_in(client)
    assert FederalSession.objects.count() == 1
    assert client.post(SIGN_OUT)["Location"] == SIGN_OUT
    assert MAY_REMAIN in words(client.get(SIGN_OUT))


def test_key_taken_out_too_early_hinders_no_sign_out(traveller):
    traveller.signs_in()
    FederalSession.objects.update(encrypted_name="unreadable")
    assert traveller.signs_out()["Location"] == SIGN_OUT
    assert not traveller.is_known_here()


def test_what_is_kept_is_sealed(traveller):
    traveller.signs_in()
    kept = FederalSession.objects.get()
    name, index = decrypt(kept.encrypted_name), decrypt(kept.encrypted_index)
    everything = f"{vars(kept)} {vars(Session.objects.get())} {traveller.portal.session.load()}"
    assert len(name) > 20
    assert name not in everything
    assert index not in everything


def test_button_pressed_twice_disturbs_no_sign_out_under_way(traveller):
    traveller.signs_in()
    first = traveller.signs_out()
    assert traveller.signs_out()["Location"] == SIGN_OUT
    assert MAY_REMAIN in words(traveller.portal.get(SIGN_OUT))
    traveller.follows_to_portal(traveller.follows_to_federation(first))
    assert CLOSED in words(traveller.portal.get(SIGN_OUT))


def test_nothing_is_asked_twice_of_a_visitor(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.post(SIGN_OUT)["Location"] == SIGN_OUT
    assert not queries.captured_queries


def long_answer(federation, *, index_length):
    """Return an answer whose words are as long as they may be, in letters of several bytes."""
    message = federation.message(federation.ask())
    statement = message.find(".//saml:AuthnStatement", NAMESPACES)
    statement.set("SessionIndex", "x" * index_length)
    words = {"givenName": "é" * 150, "surname": "ł" * 150, "mail": f"{'a' * 60}@{'b' * 60}.be"}
    for name, value in words.items():
        path = f".//saml:Attribute[@Name='{name}']/saml:AttributeValue"
        message.find(path, NAMESPACES).text = value
    return responses.signed(message, fas_key())


@pytest.mark.parametrize(
    ("length", "is_kept"), [(MAX_BYTES - 150, True), (MAX_BYTES, False)], ids=["long", "too long"]
)
def test_long_words_of_the_federation_hinder_no_sign_in(client, federation, length, is_kept):
    answer = responses.encoded(long_answer(federation, index_length=length))
    sent = client.post(reverse("accounts:saml_acs"), {"SAMLResponse": answer})
    cookie = sent.cookies["reponse"]
    assert len(f"{cookie.key}={cookie.value}") < 4096, "browsers drop a longer cookie"
    assert client.get(sent["Location"]).status_code == 302
    assert is_signed_in(client)
    assert FederalSession.objects.exists() is is_kept

"""Answers to a sign-out that are not the federation's, not ours, or no success: none says "closed"."""

import pytest
from django.test import Client
from django.urls import reverse

from monespace.journal.models import Event
from tests.accounts.attacks.forge import stamp
from tests.accounts.attacks.keys import attackers
from tests.accounts.attacks.logout import (
    SUCCESS,
    Address,
    arrives,
    deflated,
    inflated,
    logout_response,
    nested,
    signs_in,
)
from tests.support.client import refresh_of

SIGN_OUT = "/deconnexion/"
CLOSED, MAY_REMAIN = "est fermée aussi", "est peut-être encore ouverte"


@pytest.fixture
def begun(victim):
    """Return a browser that has signed out here and is at the federation, and the request it carries."""
    sent = victim.client.post(reverse("accounts:sign_out"))
    assert not victim.is_signed_in()
    return victim.client, inflated(refresh_of(sent)).partition(' ID="')[2].partition('"')[0]


def answer(request_id, **changed):
    return Address(parameter="SAMLResponse").of(logout_response(request_id, **changed))


def says(client):
    page = client.get(SIGN_OUT).content.decode()
    assert (CLOSED in page) != (MAY_REMAIN in page)
    return CLOSED in page


def test_success_is_shown_once_and_to_that_browser(begun):
    client, request_id = begun
    query = answer(request_id)
    assert arrives(query).status_code == 400, "another browser took it"
    assert arrives(query, client).status_code == 302
    assert says(client)
    assert not says(Client())


REFUSED = {
    "to another request": ({"request": "_another"}, "pending"),
    "to no request": ({"request": ""}, "schema"),
    "for another portal": ({"destination": "https://evil.example/"}, "destination"),
    "of another federation": ({"issuer": "https://other.example/"}, "issuer"),
    "of an hour ago": ({"now": lambda: stamp(hours=-1)}, "issue-instant"),
    "without a status": ({"status": ""}, "schema"),
}


@pytest.mark.parametrize(("changed", "rule"), REFUSED.values(), ids=REFUSED.keys())
def test_wrong_answer_is_refused_and_confirms_nothing(begun, changed, rule):
    client, request_id = begun
    values = {name: value() if callable(value) else value for name, value in changed.items()}
    page = arrives(answer(request_id, **values), client)
    assert page.status_code == 400
    assert page.context["reference"] in page.content.decode()
    assert Event.objects.get(tag="sign_in.refused").facts["rule"] == rule
    assert not says(client)
    arrives(answer(request_id), client)
    assert says(client), "what is right is not taken either: the test proves nothing"


def test_answer_that_nobody_or_somebody_else_signed_confirms_nothing(begun):
    client, request_id = begun
    how = Address(parameter="SAMLResponse")
    forged = how.of(logout_response(request_id), attackers())
    assert arrives(forged, client).status_code == 400
    assert arrives(forged.partition("&SigAlg")[0], client).status_code == 400
    turned = Address().carrying(deflated(logout_response(request_id)))
    assert arrives(turned, client).status_code == 400, "an answer passed as a request"
    assert not says(client)


INCOMPLETE = {
    "partial": nested("Success", "PartialLogout"),
    "partial, as a failure": nested("Responder", "PartialLogout"),
    "denied": nested("Responder", "RequestDenied"),
    "unknown": nested("Requester", "UnknownPrincipal"),
    "failed": SUCCESS.replace("Success", "Responder"),
}


@pytest.mark.parametrize("status", INCOMPLETE.values(), ids=INCOMPLETE.keys())
def test_answer_that_leaves_sessions_says_that_they_may_remain(begun, status):
    client, request_id = begun
    assert arrives(answer(request_id, status=status), client)["Location"] == SIGN_OUT
    assert not says(client)


def test_session_that_stood_on_several_names_is_never_said_to_be_closed(victim):
    signs_in(victim, name="a-later-name", index="a-later-index")
    sent = inflated(refresh_of(victim.client.post(reverse("accounts:sign_out"))))
    assert "a-later-name" in sent
    request_id = sent.partition(' ID="')[2].partition('"')[0]
    assert arrives(answer(request_id), victim.client).status_code == 302
    assert not says(victim.client)


def test_signed_in_person_is_signed_out_by_no_answer(victim):
    assert arrives(answer("_any"), victim.client).status_code == 400
    assert victim.is_signed_in()


FORGED = ["", "x", "eyJpc19jb21wbGV0ZSI6dHJ1ZX0:x:y", "é"]


@pytest.mark.parametrize("value", FORGED, ids=range(len(FORGED)))
def test_forged_cookie_confirms_nothing(browser, value):
    browser.client.cookies["deconnexion"] = value
    assert not says(browser.client)

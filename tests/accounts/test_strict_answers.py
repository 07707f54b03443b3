"""Answers that must be refused, each compared with one that is accepted."""

import base64
import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from lxml import etree

from accounts.models import ConsumedAssertion, User
from accounts.saml.refusals import Refusal, Refused
from accounts.saml.response import read
from monespace.simulators.fas import responses
from monespace.simulators.fas.saml import NAMESPACES, Key, element, stamp
from tests.accounts.federation import fas_key, is_signed_in, sign

pytestmark = pytest.mark.django_db


def at(message, path):
    return message.find(path, NAMESPACES)


def moment(**difference):
    return stamp(datetime.now(UTC) + timedelta(**difference))


def setting(path, name, value):
    """Return a change that sets an attribute, or drops it when the value is None."""

    def change(message):
        node = message if path == "." else at(message, path)
        if value is None:
            del node.attrib[name]
        else:
            node.set(name, value() if callable(value) else value)

    return change


def removing(path):
    return lambda message: at(message, path).getparent().remove(at(message, path))


def repeating(path):
    return lambda message: at(message, path).addnext(copy.deepcopy(at(message, path)))


def writing(path, text):
    return lambda message: setattr(at(message, path), "text", text)


def nesting(message):
    value = at(message, NUMBER)
    child = element(value, "saml:AttributeValue", value.text)
    value.text = None
    assert child.text


def second_audience(message):
    restriction = element(at(message, CONDITIONS), "saml:AudienceRestriction")
    element(restriction, "saml:Audience", "https://other.example/")


ASSERTION = "saml:Assertion"
CONDITIONS = f"{ASSERTION}/saml:Conditions"
AUDIENCE = f"{CONDITIONS}/saml:AudienceRestriction"
CONFIRMATION = f"{ASSERTION}/saml:Subject/saml:SubjectConfirmation"
DATA = f"{CONFIRMATION}/saml:SubjectConfirmationData"
STATEMENT = f"{ASSERTION}/saml:AuthnStatement"
CONTEXT = f"{STATEMENT}/saml:AuthnContext/saml:AuthnContextClassRef"
NUMBER = f"{ASSERTION}/saml:AttributeStatement/saml:Attribute[@Name='egovNRN']/saml:AttributeValue"
ATTRIBUTE = f"{ASSERTION}/saml:AttributeStatement/saml:Attribute[@Name='egovNRN']"

WRONG = {
    "destination missing": setting(".", "Destination", None),
    "destination elsewhere": setting(".", "Destination", "https://other.example/acs/"),
    "destination longer than ours": lambda m: m.set("Destination", m.get("Destination") + "more"),
    "answers no request": setting(".", "InResponseTo", None),
    "response issued long ago": setting(".", "IssueInstant", lambda: moment(minutes=-11)),
    "assertion issued long ago": setting(ASSERTION, "IssueInstant", lambda: moment(minutes=-11)),
    "issued in the future": setting(".", "IssueInstant", lambda: moment(minutes=10)),
    "issuer of the response unknown": writing("saml:Issuer", "https://other.example/"),
    "issuer of the assertion unknown": writing(f"{ASSERTION}/saml:Issuer", "https://other.example/"),
    "issuer of the response missing": removing("saml:Issuer"),
    "conditions missing": removing(CONDITIONS),
    "no end of validity": setting(CONDITIONS, "NotOnOrAfter", None),
    "no beginning of validity": setting(CONDITIONS, "NotBefore", None),
    "valid for ten years": setting(CONDITIONS, "NotOnOrAfter", lambda: moment(days=3650)),
    "expired": setting(CONDITIONS, "NotOnOrAfter", lambda: moment(minutes=-4)),
    "audience missing": removing(AUDIENCE),
    "audience foreign": writing(f"{AUDIENCE}/saml:Audience", "https://other.example/"),
    "second audience restriction": second_audience,
    "second audience": repeating(f"{AUDIENCE}/saml:Audience"),
    "recipient missing": setting(DATA, "Recipient", None),
    "recipient elsewhere": setting(DATA, "Recipient", "https://other.example/"),
    "recipient longer than ours": lambda m: at(m, DATA).set("Recipient", m.get("Destination") + "?x=1"),
    "confirmation for another request": setting(DATA, "InResponseTo", "_other"),
    "confirmation for no request": setting(DATA, "InResponseTo", None),
    "confirmation without end": setting(DATA, "NotOnOrAfter", None),
    "confirmation for ten years": setting(DATA, "NotOnOrAfter", lambda: moment(days=3650)),
    "confirmation expired": setting(DATA, "NotOnOrAfter", lambda: moment(minutes=-4)),
    "confirmation missing": removing(CONFIRMATION),
    "second confirmation": repeating(CONFIRMATION),
    "not a bearer": setting(CONFIRMATION, "Method", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"),
    "proof in the future": setting(STATEMENT, "AuthnInstant", lambda: moment(minutes=10)),
    "session already over": setting(STATEMENT, "SessionNotOnOrAfter", lambda: moment(hours=-1)),
    "statement missing": removing(STATEMENT),
    "second statement": repeating(STATEMENT),
    "level missing": removing(CONTEXT),
    "national number missing": removing(ATTRIBUTE),
    "national number twice": repeating(ATTRIBUTE),
    "two national numbers": repeating(NUMBER),
    "elements inside the number": nesting,
    "wrong check digits": writing(NUMBER, "78031490148"),
    "number of nobody": writing(NUMBER, "00000000097"),
    "second assertion": repeating(ASSERTION),
    "name missing": removing(f"{ASSERTION}/saml:AttributeStatement/saml:Attribute[@Name='surname']"),
    "identifier used twice": lambda m: at(m, ASSERTION).set("ID", m.get("ID")),
}


def test_right_answer_is_accepted(client, federation):
    response = federation.deliver(federation.message(federation.ask()))
    assert response.status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_wrong_answer_is_refused_although_it_is_signed(client, federation, change):
    response = federation.deliver(federation.message(federation.ask()), change=change)
    assert response.status_code == 400
    assert not is_signed_in(client)
    assert not User.objects.exists()


def test_unknown_level_is_refused(client, federation):
    message = federation.message(federation.ask())
    response = federation.deliver(message, change=writing(CONTEXT, "urn:be:fedict:iam:fas:citizen:Level999"))
    assert response.status_code == 403
    assert not is_signed_in(client)


def unsigned(message):
    return etree.tostring(message)


def signed_assertion_only(message):
    sign(at(message, ASSERTION), fas_key())
    return etree.tostring(message)


def signed_response_only(message):
    sign(message, fas_key())
    return etree.tostring(message)


def signed_by_the_portal_itself(message):
    key = Key.read(Path(settings.SAML_SP_KEY), Path(settings.SAML_SP_CERT))
    return responses.signed(message, key)


def changed_after_signing(message):
    document = responses.signed(message, fas_key())
    return document.replace(b"Delvaux", b"Dupont")


def with_a_comment_in_the_number(message):
    document = responses.signed(message, fas_key())
    return document.replace(b">78031490147<", b">780314<!-- -->90147<")


def with_a_document_type(message):
    return b"<!DOCTYPE r [<!ENTITY e 'x'>]>" + responses.signed(message, fas_key())


def wrapped(message):
    """Put the signed assertion aside and a forged one where it is read (signature wrapping)."""
    root = etree.fromstring(responses.signed(message, fas_key()))
    genuine = at(root, ASSERTION)
    forged = copy.deepcopy(genuine)
    forged.set("ID", "_forged")
    forged.remove(at(forged, "ds:Signature"))
    at(root, NUMBER).text = "91110290256"
    holder = element(None, "samlp:Extensions")
    holder.append(genuine)
    root.insert(1, holder)
    root.append(forged)
    return etree.tostring(root)


FORGERIES = [
    unsigned,
    signed_assertion_only,
    signed_response_only,
    signed_by_the_portal_itself,
    changed_after_signing,
    with_a_comment_in_the_number,
    with_a_document_type,
    wrapped,
]


@pytest.mark.parametrize("forge", FORGERIES)
def test_forged_answer_is_refused(client, federation, forge):
    response = federation.post(forge(federation.message(federation.ask())))
    assert response.status_code == 400
    assert not is_signed_in(client)
    assert not User.objects.exists()


JUNK = [
    "",
    "%%%",
    "é",
    base64.b64encode(b"not xml").decode(),
    base64.b64encode(b"<a/>").decode(),
    base64.b64encode(b"<samlp:Response xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'/>").decode(),
    "A" * 300_000,
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_is_refused_and_leaves_no_trace(client, federation, junk):
    response = client.post("/accounts/saml/fas/acs/", {"SAMLResponse": junk})
    assert response.status_code == 400
    assert set(response.cookies) <= {"csrftoken"}
    assert not Session.objects.exists()


def test_encrypted_assertion_is_refused(federation):
    message = federation.message(federation.ask())
    at(message, ASSERTION).tag = f"{{{NAMESPACES['saml']}}}EncryptedAssertion"
    with pytest.raises(Refused) as refused:
        read(responses.encoded(etree.tostring(message)))
    assert refused.value.rule == "encrypted"


def test_slow_person_is_welcome_after_an_hour_and_a_half(client, federation):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        asked = federation.ask(next="/demarches/")
        clock.shift(timedelta(minutes=90))
        response = federation.deliver(federation.message(asked))
        assert response["Location"] == "/demarches/"


def test_request_older_than_two_hours_starts_again(client, federation):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        asked = federation.ask()
        clock.shift(timedelta(hours=3))
        response = federation.deliver(federation.message(asked))
        assert response.status_code == 400
        assert "expiré" in response.content.decode()


def test_used_answers_are_forgotten_once_they_are_too_old_to_be_accepted(client, federation):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        federation.deliver(federation.message(federation.ask()))
        assert ConsumedAssertion.objects.count() == 2
        clock.shift(timedelta(hours=5))
        federation.deliver(federation.message(federation.ask()))
        assert ConsumedAssertion.objects.count() == 2


def test_old_proof_is_refused_where_a_fresh_one_was_asked(client, federation):
    change = setting(STATEMENT, "AuthnInstant", lambda: moment(hours=-1))
    accepted = federation.deliver(federation.message(federation.ask()), change=change)
    assert accepted.status_code == 302
    asked = federation.ask(fresh="1")
    assert asked.force
    refused = federation.deliver(federation.message(asked), change=change)
    assert refused.status_code == 403
    assert str(Refusal.NOT_FRESH.value.title) in refused.content.decode()


def test_card_is_asked_at_level_500_and_itsme_at_450(federation):
    assert federation.ask("eid").level == 500
    assert federation.ask("itsme").level == 450
    assert federation.ask("itsme", level="500").level == 500

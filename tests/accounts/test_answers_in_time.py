"""Answers too old, too slow or no answers at all; what is forged is in tests/accounts/attacks."""

import base64
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import ConsumedAssertion, Session

pytestmark = pytest.mark.django_db


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


def test_card_is_asked_at_level_500_and_itsme_at_450(federation):
    assert federation.ask("eid").level == 500
    assert federation.ask("itsme").level == 450
    assert federation.ask("itsme", level="500").level == 500

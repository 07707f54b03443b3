"""Events are born with what happens, sent signed to who may read the dossier, and tell nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from dossiers.clients.verbs import Verb
from dossiers.models import Dossier
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from dossiers.webhooks import sending
from dossiers.webhooks.events import ANNOUNCED
from dossiers.webhooks.models import ANNOUNCE, SEND
from dossiers.webhooks.sending import announce
from dossiers.webhooks.services import disable
from dossiers.webhooks.signing import key_of
from monespace.common.authors import SYSTEM
from monespace.outbox.models import Message
from monespace.outbox.testing import drain
from tests.api.factories import ClientFactory
from tests.handling.factories import SERVICE
from tests.submission.factories import DraftFactory, SentDossierFactory, SubmissionFactory
from tests.webhooks.factories import EndpointFactory, EndpointSecretFactory, happens

pytestmark = pytest.mark.django_db
RECEIVE, ACCEPT = DossierEvent.RECEIVE, DossierEvent.ACCEPT
SECRET, OTHER = "whsec_" + "A" * 43 + "=", "whsec_" + "B" * 43 + "="


@pytest.fixture
def dossier():
    return SentDossierFactory()


def is_signed(headers, body, secret):
    """Verify as a receiver does: any of the signatures, of the id, the time and the body."""
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(key_of(secret), content, hashlib.sha256)).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")


def test_what_happens_to_a_dossier_is_sent_signed_and_thin(settings, receiver, dossier):
    endpoint = EndpointFactory(url=receiver.url, secret__value=SECRET)
    happens(dossier, RECEIVE)
    assert drain().count(SEND) == 1
    [(headers, body)] = receiver.requests
    told = json.loads(body)
    assert UUID(told["id"])
    assert headers["webhook-id"] == told["id"]
    assert headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert abs(datetime.now(UTC).timestamp() - int(headers["webhook-timestamp"])) < 60
    assert is_signed(headers, body, SECRET)
    assert not is_signed(headers, body + b" ", SECRET)
    assert len(body) < 1_000
    moment = datetime.fromisoformat(told.pop("time"))
    assert abs(moment - timezone.now()) < timedelta(minutes=1)
    version = dossier.demarche_version
    assert told == {
        "specversion": "1.0",
        "id": headers["webhook-id"],
        "source": "urn:be-wallonie:monespace:dossiers",
        "type": "be.wallonie.monespace.dossiers.received.v1",
        "subject": str(dossier.pk),
        "datacontenttype": "application/json",
        "data": {
            "dossierId": str(dossier.pk),
            "href": f"{settings.SITE_URL}/api/v1/dossiers/{dossier.pk}",
            "demarche": {"slug": version.demarche.slug, "version": 1},
            "state": "received",
            "version": 1,
        },
    }
    endpoint.refresh_from_db()
    assert endpoint.delivered_at


def test_each_event_of_a_dossier_has_an_id_of_its_own_and_a_greater_version(endpoint, receiver, dossier):
    happens(dossier, RECEIVE, ACCEPT)
    drain()
    told = sorted(receiver.events, key=lambda event: event["data"]["version"])
    assert [event["data"]["state"] for event in told] == ["received", "accepted"]
    assert [event["type"].split(".")[-2] for event in told] == ["received", "accepted"]
    versions = [event["data"]["version"] for event in told]
    assert versions[0] < versions[1]
    assert len({event["id"] for event in told}) == 2


def test_an_event_is_born_in_the_transaction_of_what_happens(endpoint, receiver, dossier):
    with transaction.atomic():
        happens(dossier, RECEIVE)
        assert Message.objects.filter(topic=ANNOUNCE).exists()
        transaction.set_rollback(True)
    assert not Message.objects.filter(topic=ANNOUNCE).exists()
    happens(Dossier.objects.get(), RECEIVE)
    drain()
    assert len(receiver.requests) == 1


def test_an_event_to_which_no_address_listens_leaves_no_message(receiver, dossier):
    for changes in ({"event_types": ["withdraw"]}, {"disabled_at": timezone.now(), "disabled_for": "down"}):
        EndpointFactory(url=receiver.url, **changes)
    happens(dossier, RECEIVE)
    assert not Message.objects.filter(topic__in=[ANNOUNCE, SEND]).exists()


def test_what_is_not_sent_yet_is_told_to_nobody(endpoint, receiver):
    draft = DraftFactory()
    with transaction.atomic():
        move(actor=SYSTEM, party=Party.SYSTEM, dossier=draft, event=DossierEvent.EXPIRE)
    assert drain() == []
    assert receiver.requests == []


def test_what_is_announced_twice_is_sent_once(endpoint, receiver, dossier):
    happens(dossier, RECEIVE)
    [wanted] = Message.objects.filter(topic=ANNOUNCE)
    announce(**wanted.payload)
    announce(**wanted.payload)
    drain()
    assert len(receiver.requests) == 1


YESTERDAY = timedelta(days=1)
WITHOUT_RIGHT = {
    "another service": lambda _dossier: {"client": ClientFactory(services=["autre-service"])},
    "another démarche": lambda _dossier: {"client": ClientFactory(demarches=["autre-demarche"])},
    "no scope to read": lambda _dossier: {"client": ClientFactory(verbs=[Verb.ACKNOWLEDGE])},
    "expired": lambda _dossier: {"client": ClientFactory(expires_on=timezone.localdate() - YESTERDAY)},
    "disabled system": lambda _dossier: {"client": ClientFactory(disabled_at=timezone.now())},
    "another event": lambda _dossier: {"event_types": [ACCEPT]},
    "disabled": lambda _dossier: {"disabled_at": timezone.now(), "disabled_for": "asked"},
}
WITH_RIGHT = {
    "its service": lambda _dossier: {"client": ClientFactory(services=["autre-service", SERVICE])},
    "its démarche": lambda dossier: {
        "client": ClientFactory(demarches=[dossier.demarche_version.demarche.slug])
    },
    "to read only": lambda _dossier: {"client": ClientFactory(verbs=[Verb.READ])},
    "its last day": lambda _dossier: {"client": ClientFactory(expires_on=timezone.localdate())},
    "this event": lambda _dossier: {"event_types": [RECEIVE]},
}


@pytest.mark.parametrize("how", WITHOUT_RIGHT)
def test_who_may_not_read_the_dossier_is_told_nothing(receiver, dossier, how):
    EndpointFactory(url=receiver.url, **WITHOUT_RIGHT[how](dossier))
    happens(dossier, RECEIVE)
    assert SEND not in drain()
    assert receiver.requests == []


@pytest.mark.parametrize("how", WITH_RIGHT)
def test_who_may_read_the_dossier_is_told(receiver, dossier, how):
    EndpointFactory(url=receiver.url, **WITH_RIGHT[how](dossier))
    happens(dossier, RECEIVE)
    assert SEND in drain()
    assert len(receiver.requests) == 1


LOSSES = {
    "its scope": lambda endpoint: type(endpoint.client).objects.update(verbs=[Verb.TAKE_UP]),
    "its service": lambda endpoint: type(endpoint.client).objects.update(services=["autre-service"]),
    "its time": lambda endpoint: type(endpoint.client).objects.update(
        expires_on=timezone.localdate() - YESTERDAY
    ),
    "its connection": lambda endpoint: type(endpoint.client).objects.update(disabled_at=timezone.now()),
    "its address": lambda endpoint: disable(actor=SYSTEM, endpoint_id=endpoint.pk, reason="asked"),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_who_lost_the_right_before_it_is_sent_gets_nothing(endpoint, receiver, dossier, loss):
    happens(dossier, RECEIVE)
    announce(**Message.objects.get(topic=ANNOUNCE).payload)
    assert Message.objects.filter(topic=SEND).exists()
    LOSSES[loss](endpoint)
    assert SEND in drain()
    assert receiver.requests == []


def test_all_addresses_of_all_systems_are_told_each_by_itself(receiver, dossier):
    for _one in range(3):
        EndpointFactory(url=receiver.url)
    other = EndpointFactory(url="http://127.0.0.1:9/")
    happens(dossier, RECEIVE)
    assert drain().count(SEND) == 3
    assert len({headers["webhook-id"] for headers, _body in receiver.requests}) == 1
    waiting = Message.objects.get(topic=SEND, done_at=None)
    assert (waiting.lane, waiting.last_error) == (other.lane, "ConnectError")


def test_of_an_erased_dossier_only_that_it_is_erased_is_told(endpoint, receiver):
    dossier = SubmissionFactory().dossier
    happens(dossier, RECEIVE, ACCEPT)
    announced = Message.objects.filter(topic=ANNOUNCE)
    for message in announced:
        announce(**message.payload)
    happens(dossier, DossierEvent.ANONYMISE)
    drain()
    assert [event["type"].split(".")[-2] for event in receiver.events] == ["anonymised"]
    assert receiver.events[0]["data"]["state"] == "anonymised"


def test_nothing_of_anybody_is_told(endpoint, receiver):
    submission = SubmissionFactory()
    owner = submission.dossier.owner_user
    happens(submission.dossier, RECEIVE, ACCEPT)
    drain()
    assert len(receiver.requests) == 2
    for headers, body in receiver.requests:
        told = str(headers) + body.decode()
        for word in (owner.last_name, owner.first_name, owner.email, submission.dossier.reference):
            assert word not in told


def test_while_a_secret_takes_over_from_another_either_verifies(endpoint, receiver, dossier):
    endpoint.secrets.all().delete()
    EndpointSecretFactory(endpoint=endpoint, slot=1, value=SECRET)
    EndpointSecretFactory(endpoint=endpoint, slot=2, value=OTHER)
    happens(dossier, RECEIVE)
    drain()
    [(headers, body)] = receiver.requests
    assert is_signed(headers, body, SECRET)
    assert is_signed(headers, body, OTHER)
    endpoint.secrets.filter(slot=1).update(ended_at=timezone.now(), sealed_secret="")
    happens(dossier, ACCEPT)
    drain()
    headers, body = receiver.requests[1]
    assert not is_signed(headers, body, SECRET)
    assert is_signed(headers, body, OTHER)


def test_every_state_that_a_service_sees_is_announced():
    assert {str(event) for event in ANNOUNCED} == {
        "submitted", "received", "taken_up", "asked", "answered", "lapsed", "called_off", "accepted",
        "partly_accepted", "refused", "closed", "withdrawn", "anonymised", "message_written",
    }  # fmt: skip


def test_a_message_names_no_more_than_it_must(endpoint, dossier):
    message = sending.message_to(endpoint, uuid4(), 3)
    assert set(message.payload) == {"dossier_id", "version", "endpoint"}
    assert len(message.lane) <= 40

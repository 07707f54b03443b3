"""A new message of a person is told to systems that read messages, and to no others."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from api.contract.openapi import description
from dossiers.clients.verbs import Verb
from dossiers.models import Dossier, Message
from dossiers.webhooks.events import ANNOUNCED, TAG_OF_WRITTEN, WRITTEN, type_of
from dossiers.webhooks.replaying import Period, events_of
from monespace.journal.models import Event
from monespace.outbox.testing import drain
from tests.api.factories import ClientFactory
from tests.handling.factories import CaseFactory, make_officer
from tests.messages.factories import ask, reply
from tests.submission.factories import SentDossierFactory
from tests.webhooks.factories import EndpointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(endpoint):
    return CaseFactory(dossier=SentDossierFactory())


def told(receiver):
    """Return the events of messages that came."""
    return [event for event in receiver.events if event["type"] == type_of(WRITTEN)]


def lately():
    return Period(timezone.now() - timedelta(hours=1), timezone.now() + timedelta(minutes=1))


def test_a_message_of_the_person_is_told_with_where_it_is_read(receiver, case):
    ask(case, "Une question de Jeanne")
    drain()
    [event] = told(receiver)
    message = Message.objects.get()
    assert event["type"] == "be.wallonie.monespace.dossiers.message_written.v1"
    assert event["data"]["state"] == Dossier.objects.get().state
    ids = {"dossier_id": case.dossier.pk, "message_id": message.pk}
    assert event["data"]["message"].endswith(reverse("api:message", kwargs=ids))
    assert event["data"]["version"] == Event.objects.about(case.dossier).get(tag=TAG_OF_WRITTEN).sequence
    assert "Jeanne" not in json.dumps(event)


def test_what_the_service_writes_is_not_told_to_it(receiver, case):
    ask(case, "Une question")
    reply(make_officer(), case, "Une réponse")
    drain()
    assert len(told(receiver)) == 1


def test_who_may_not_read_messages_is_not_told_of_them(receiver, endpoint, case):
    ask(case, "Une question")
    drain()
    assert events_of(endpoint, lately()) != []
    endpoint.client.verbs = [Verb.READ]
    endpoint.client.save()
    ask(case, "Une autre")
    drain()
    assert len(told(receiver)) == 1
    assert events_of(endpoint, lately()) == []


def test_who_was_not_to_be_told_of_messages_is_not(receiver, endpoint, case):
    endpoint.event_types = [event for event in ANNOUNCED if event != WRITTEN]
    endpoint.save()
    ask(case, "Une question")
    drain()
    assert receiver.events == []


def test_each_event_is_in_the_description_with_what_it_says(receiver, case):
    described = description()["x-webhooks"]
    assert set(described) == {type_of(event) for event in ANNOUNCED}
    ask(case, "Une question")
    drain()
    [event] = told(receiver)
    body = described[event["type"]]["post"]["requestBody"]["content"]
    [said] = [one["schema"] for one in body.values()]
    assert set(event) == set(said["properties"])
    assert set(event["data"]) == set(said["properties"]["data"]["properties"])


def test_another_address_hears_of_it_too(receiver, endpoint, case):
    EndpointFactory(client=ClientFactory(), url=f"{receiver.url}/2")
    ask(case, "Une question")
    drain()
    assert len(told(receiver)) == 2

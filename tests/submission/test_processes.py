"""Sending with a real relay, worker, Redis and back office: receipt at once, delivered exactly once."""

import time

import pytest
from django.urls import reverse

from dossiers.models import Delivery
from monespace.demo.places import passing_folder
from monespace.demo.servers import Redis
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.submission.factories import DraftFactory
from tests.submission.processes import PortalProcesses
from tests.support.client import force_sign_in
from tests.support.pace import at_pace

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
AT_ONCE = 2.0  # seconds


@pytest.fixture
def portal(db):
    with passing_folder("monespace-sending-") as folder, Redis(folder / "redis") as redis:
        running = PortalProcesses(folder, redis)
        yield running
        running.stop()


def send(client):
    """Send a new dossier as a browser does and read its receipt; return it with the seconds it took."""
    dossier = DraftFactory()
    force_sign_in(client, dossier.owner_user)
    address = {"space": "citoyen", "dossier_id": dossier.pk}
    started = time.monotonic()
    answer = client.post(reverse("dossiers:submit", kwargs=address), {"declaration_exactitude": "on"})
    receipt = client.get(answer["Location"])
    took = time.monotonic() - started
    dossier.refresh_from_db()
    assert f"data-reference>{dossier.reference}<" in receipt.content.decode()
    return dossier, took


def delivery_of(dossier):
    return Delivery.objects.get(submission__dossier=dossier)


def is_through(dossier):
    delivered = delivery_of(dossier).delivered_at is not None
    return (
        delivered
        and Mail.objects.filter(template="dossier_submitted").get(recipient=dossier.owner_user).sent_at
        is not None
    )


def test_dossiers_are_delivered_once_each_whatever_is_stopped_before_sending(client, portal):
    portal.relay()
    worker, simulators = portal.worker(), portal.simulators()
    first, _ = send(client)
    portal.wait_until(lambda: is_through(first))

    second, _ = send(client)
    portal.wait_until(lambda: is_through(second))
    waited = delivery_of(second).delivered_at - second.submitted_at
    assert waited.total_seconds() < at_pace(5)

    portal.redis.stop()
    without_redis, took = send(client)
    assert took < at_pace(AT_ONCE)
    assert delivery_of(without_redis).delivered_at is None
    portal.redis.start()
    portal.wait_until(lambda: is_through(without_redis))

    portal.end(worker)
    without_worker, took = send(client)
    assert took < at_pace(AT_ONCE)
    assert delivery_of(without_worker).delivered_at is None
    portal.worker()
    portal.wait_until(lambda: is_through(without_worker))

    everything = [first, second, without_redis, without_worker]
    assert portal.received() == {dossier.reference: 1 for dossier in everything}
    subjects = [mail["subject"] for mail in portal.ask("/mailbox/messages.json")["messages"]]
    assert all(sum(f"{d.reference} est bien" in subject for subject in subjects) == 1 for d in everything)

    portal.end(simulators)
    without_service, took = send(client)
    assert took < at_pace(AT_ONCE)
    portal.wait_until(delivery_of(without_service).attempts.exists)
    assert delivery_of(without_service).delivered_at is None
    portal.simulators()
    portal.wait_until(lambda: is_through(without_service))
    assert portal.received() == {without_service.reference: 1}


def test_dossier_counts_once_when_the_answer_of_the_service_was_lost(client, portal):
    portal.relay()
    portal.worker()
    portal.simulators()
    portal.tell("duplicate")
    dossier, _ = send(client)
    portal.wait_until(delivery_of(dossier).attempts.exists)
    assert delivery_of(dossier).delivered_at is None
    portal.tell("accept")
    portal.wait_until(lambda: is_through(dossier))
    assert portal.received()[dossier.reference] >= 2
    events = Event.objects.about(dossier).exclude(tag="dossier.receipt_sealed")  # made beside, whenever
    tags = [event.tag for event in events]
    assert tags == ["dossier.submitted", "dossier.delivered", "dossier.received"]

    portal.tell("refuse")
    refused, _ = send(client)
    portal.wait_until(lambda: delivery_of(refused).needs_attention_at is not None)
    assert refused.reference not in portal.received()

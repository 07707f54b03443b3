"""Deliveries: handed over once, tried again when it may help, shown to a person when it cannot."""

import json
import time

import pytest
from django.utils import timezone

from dossiers.gateways import https as gateways
from dossiers.gateways.contract import DeliveryFailed
from dossiers.gateways.https import HttpsGateway
from dossiers.models import Case, Dossier
from dossiers.states import State
from dossiers.submission.delivery import deliver, parcel_of
from dossiers.submission.models import Delivery, DeliveryAttempt, DeliveryStatus
from monespace.calls.network import Patience
from monespace.journal.models import Event
from monespace.outbox.models import PERSISTENCE, Message
from monespace.outbox.services import enqueue
from monespace.outbox.testing import drain, let_pass
from monespace.simulators.backoffice.events import is_signed
from monespace.simulators.backoffice.views import is_valid
from tests.submission.factories import DeliveryFactory
from tests.submission.stub_service import LONGEST_SILENCE

pytestmark = pytest.mark.django_db
Outcome = DeliveryAttempt.Outcome


@pytest.fixture
def delivery():
    return DeliveryFactory()


@pytest.fixture
def message(delivery):
    return enqueue("dossier.deliver", lane="delivery:spw-mobilite", delivery_id=delivery.pk)


def tags(delivery):
    return [event.tag for event in Event.objects.about(delivery.submission.dossier)]


def test_delivery_is_noted_with_the_acknowledgement_when_the_service_accepts(service, delivery, message):
    assert drain()[0] == "dossier.deliver"
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.DELIVERED
    assert delivery.service_reference == "SPW-1"
    assert delivery.acknowledged_at.isoformat() == "2026-11-23T09:30:00+00:00"
    attempt = delivery.attempts.get()
    assert (attempt.outcome, attempt.http_status, attempt.error) == (Outcome.DELIVERED, 201, "")
    assert tags(delivery) == ["dossier.delivered", "dossier.received"]


def test_delivery_says_whose_and_what_in_signed_json(settings, service, delivery, message):
    drain()
    headers, body = service.requests[0]
    assert headers["Idempotency-Key"] == str(delivery.pk)
    assert headers["Content-Type"] == "application/json"
    assert is_valid(headers["X-Signature"], body, settings.BACKOFFICE_SECRET)
    assert not is_valid(headers["X-Signature"], body + b" ", settings.BACKOFFICE_SECRET)
    assert not is_valid(headers["X-Signature"], body, "another secret")
    content = json.loads(body)
    submission = delivery.submission
    assert content["reference"] == submission.dossier.reference
    assert content["demarche"] == {"slug": submission.demarche_version.demarche.slug, "version": 1}
    assert content["payload"] == submission.payload
    assert content["payload_sha256"] == submission.payload_sha256
    assert content["space"] == {"kind": "citizen"}
    assert "user_id" not in content["actor"]


def test_a_delivery_is_signed_as_standard_webhooks_says_by_both_secrets(settings, service, delivery, message):
    settings.BACKOFFICE_SECRETS = [settings.BACKOFFICE_SECRET, "le secret qui prend la relève"]
    drain()
    headers, body = service.requests[0]
    assert headers["webhook-id"] == headers["Idempotency-Key"]
    for secret in settings.BACKOFFICE_SECRETS:
        assert is_signed(headers, body, secret.encode())
    assert not is_signed(headers, body, b"un autre")
    assert not is_signed(headers | {"webhook-id": "autre"}, body, settings.BACKOFFICE_SECRET.encode())
    assert is_valid(headers["X-Signature"], body, settings.BACKOFFICE_SECRET)


@pytest.mark.parametrize("status", [301, 408, 409, 425, 429, 500, 503])
def test_delivery_is_tried_again_when_the_failure_may_pass(service, delivery, message, status):
    service.status, service.headers = status, {"Location": service.url}
    drain()
    message.refresh_from_db()
    delivery.refresh_from_db()
    assert message.done_at is None
    assert delivery.status == DeliveryStatus.WAITING
    assert delivery.attempts.get().outcome == Outcome.FAILED
    assert len(service.requests) == 1
    service.status = 200
    let_pass(PERSISTENCE / 100)
    assert drain()[0] == "dossier.deliver"
    assert [attempt.outcome for attempt in delivery.attempts.all()] == [Outcome.FAILED, Outcome.DELIVERED]
    assert tags(delivery) == ["dossier.delivered", "dossier.received"]


@pytest.mark.parametrize("status", [400, 401, 404, 422])
def test_delivery_asks_for_attention_when_the_service_refuses_for_good(service, delivery, message, status):
    service.status = status
    assert drain() == ["dossier.deliver"]
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.NEEDS_ATTENTION
    assert list(Delivery.objects.needing_attention()) == [delivery]
    attempt = delivery.attempts.get()
    assert (attempt.outcome, attempt.http_status) == (Outcome.REFUSED, status)
    assert tags(delivery) == ["delivery.failed"]
    let_pass(PERSISTENCE)
    deliver(str(delivery.pk))
    assert len(service.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"service_reference": "", "acknowledged_at": "2026-11-23T09:30:00+00:00"}',
        b'{"service_reference": "A", "acknowledged_at": "2026-11-23T09:30:00"}',
        b'{"service_reference": "A\\u0000", "acknowledged_at": "2026-11-23T09:30:00+00:00"}',
        b'{"service_reference": "A", "acknowledged_at": "yesterday"}',
        b" " * 200_000 + b'{"service_reference": "A", "acknowledged_at": "2026-11-23T09:30:00+00:00"}',
    ],
)
def test_delivery_is_tried_again_when_the_answer_breaks_the_contract(service, delivery, message, answer):
    service.answer = answer
    drain()
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.WAITING
    assert delivery.attempts.get().error == "answer_not_understood"


def test_delivery_is_tried_again_when_nobody_listens(service, delivery, message):
    service.stop()
    drain()
    attempt = delivery.attempts.get()
    assert (attempt.outcome, attempt.http_status, attempt.error) == (Outcome.FAILED, None, "ConnectError")


def test_delivery_stops_waiting_when_the_service_hangs(monkeypatch, service, delivery):
    monkeypatch.setattr(gateways, "PATIENCE", Patience(total=0.2, connect=0.2))
    service.may_answer.clear()
    started = time.monotonic()
    with pytest.raises(DeliveryFailed, match="ReadTimeout"):
        HttpsGateway().deliver(parcel_of(delivery))
    assert time.monotonic() - started < LONGEST_SILENCE


def test_delivery_waits_as_long_as_agreed():
    assert (gateways.PATIENCE.connect, gateways.PATIENCE.total) == (3, 10)


def test_delivery_is_made_once_when_the_message_comes_twice(service, delivery):
    deliver(str(delivery.pk))
    deliver(str(delivery.pk))
    assert len(service.requests) == 1
    assert tags(delivery) == ["dossier.delivered", "dossier.received"]


def test_acknowledgement_is_noted_once_when_two_attempts_overlap(service, delivery):
    parcel = parcel_of(delivery)
    service.may_answer.clear()
    overlapping = Delivery.objects.ready(delivery.pk).get()
    service.may_answer.set()
    deliver(str(delivery.pk))
    acknowledgement = HttpsGateway().deliver(parcel)
    from dossiers.submission.delivery import note_success

    note_success(delivery=overlapping, acknowledgement=acknowledgement, started_at=delivery.created_at)
    assert {headers["Idempotency-Key"] for headers, _body in service.requests} == {str(delivery.pk)}
    assert service.requests[0][1] == service.requests[1][1]
    assert tags(delivery) == ["dossier.delivered", "dossier.received"]


def test_delivery_needs_attention_when_it_was_tried_for_too_long(delivery):
    assert not Delivery.objects.needing_attention().exists()
    delivery.created_at -= PERSISTENCE
    delivery.save()
    assert list(Delivery.objects.needing_attention()) == [delivery]
    assert delivery.status == DeliveryStatus.NEEDS_ATTENTION


def test_what_a_person_must_look_at_comes_before_what_is_tried_again(service, delivery, message):
    service.status = 503
    drain()
    waiting = DeliveryFactory(needs_attention_at=timezone.now())
    assert delivery.created_at < waiting.created_at
    assert list(Delivery.objects.failing()) == [waiting, delivery]
    Delivery.objects.filter(pk=waiting.pk).update(needs_attention_at=None)
    assert list(Delivery.objects.failing()) == [delivery]


def test_a_refusal_is_noted_whole_or_not_at_all(monkeypatch, service, delivery, message):
    def breaks(*_given, **_facts):
        raise OSError

    service.status = 422
    with monkeypatch.context() as breaking:
        breaking.setattr("dossiers.submission.delivery.record", breaks)
        drain()
    delivery.refresh_from_db()
    assert (delivery.needs_attention_at, delivery.attempts.count()) == (None, 0)
    let_pass(PERSISTENCE / 2)
    drain()
    delivery.refresh_from_db()
    assert delivery.needs_attention_at
    assert delivery.attempts.get().outcome == Outcome.REFUSED


def test_outbox_keeps_only_ids(message, delivery):
    assert Message.objects.get().payload == {"delivery_id": str(delivery.pk)}


def test_dossier_is_received_once_a_service_has_it(service, delivery, message):
    dossier = delivery.submission.dossier
    assert dossier.state == State.SUBMITTED
    drain()
    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED
    assert not Case.objects.exists()
    assert Event.objects.about(dossier).last().facts["delivery_id"] == str(delivery.pk)


def test_portal_hands_the_dossier_to_its_own_service(delivery):
    Delivery.objects.update(gateway="portal")
    deliver(str(delivery.pk))
    deliver(str(delivery.pk))
    delivery.refresh_from_db()
    assert (delivery.status, delivery.service_reference) == (DeliveryStatus.DELIVERED, "")
    case = Case.objects.get()
    assert (case.service, case.state, case.officer) == (delivery.service, State.RECEIVED, None)
    assert tags(delivery) == ["dossier.delivered", "dossier.received"]


@pytest.mark.parametrize("first", ["https", "portal"])
def test_second_way_to_the_service_receives_nothing_again(service, delivery, first):
    other = DeliveryFactory(submission=delivery.submission, gateway="portal", service="in-the-portal")
    for one in sorted([delivery, other], key=lambda one: one.gateway != first):
        deliver(str(one.pk))
    assert tags(delivery) == ["dossier.delivered", "dossier.received", "dossier.delivered"]
    assert Case.objects.get().service == "in-the-portal"


def test_what_was_withdrawn_meanwhile_comes_into_nobodys_hands(delivery):
    Delivery.objects.update(gateway="portal")
    Dossier.objects.update(state=State.WITHDRAWN)
    deliver(str(delivery.pk))
    assert not Case.objects.exists()
    assert Dossier.objects.get().state == State.WITHDRAWN

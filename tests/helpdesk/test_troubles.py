"""« À reprendre » shows a hand-over from its first failure on: why, how often, and when it is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dossiers.gateways.contract import DeliveryFailed
from dossiers.gateways.known import GATEWAYS
from dossiers.models import DeliveryAttempt
from dossiers.submission.delivery import deliver
from helpdesk.failures.causes import DELIVERIES, TOPICS, cause_of_delivery, cause_of_operation
from monespace.journal.models import Event
from monespace.outbox.models import Message
from monespace.outbox.routes import handlers
from monespace.outbox.running import run
from monespace.outbox.services import enqueue
from tests.support.pages import parse

LIST = "/admin/a-reprendre/"


def words(client, query="") -> str:
    page = client.get(f"{LIST}{query}").content.decode()
    return " ".join("".join(parse(page).find(".//main").itertext()).split())


class Failing:
    def __init__(self, code, status=None):
        self.failure = DeliveryFailed(code, http_status=status)

    def deliver(self, parcel):
        raise self.failure


@pytest.fixture
def silent(delivery, monkeypatch):
    """A service that answered 503 a moment ago."""
    monkeypatch.setitem(GATEWAYS, delivery.gateway, Failing("http_503", 503))
    with transaction.atomic():
        message = enqueue("dossier.deliver", lane="delivery:spw-mobilite", delivery_id=delivery.pk)
    assert not run(message.pk)
    return delivery


def test_a_service_that_answers_503_shows_at_once(as_supervisor, silent, sent):
    shown = words(as_supervisor)
    for part in (
        sent.reference,
        silent.service,
        "Le service ne répond pas.",
        "http_503",
        "1 essai",
        "Nouvel essai le",
    ):
        assert part in shown
    assert "Le portail réessaie" in shown
    assert "1 dossier n’est pas encore livré" in as_supervisor.get(reverse("admin:index")).content.decode()


def test_a_dossier_never_tried_or_delivered_is_not_listed(as_supervisor, delivery, sent):
    assert sent.reference not in words(as_supervisor)
    DeliveryAttempt.objects.create(
        delivery=delivery,
        started_at=timezone.now(),
        ended_at=timezone.now(),
        outcome="failed",
        error="ReadTimeout",
    )
    assert sent.reference in words(as_supervisor)
    delivery.delivered_at = timezone.now()
    delivery.save(update_fields=["delivered_at"])
    assert sent.reference not in words(as_supervisor)


def test_attempts_are_counted_and_the_last_one_says_why(as_supervisor, silent):
    for _attempt in range(3):
        with pytest.raises(DeliveryFailed):
            deliver(str(silent.pk))
    assert "4 essais" in words(as_supervisor)


def test_one_that_waits_is_tried_now_and_no_more_than_once(as_supervisor, silent, sent):
    Message.objects.update(available_at=timezone.now() + timedelta(minutes=14))
    again = reverse("admin:retry_delivery", args=[silent.pk])
    assert "est relancée" in as_supervisor.post(again, follow=True).content.decode()
    message = Message.objects.get()
    assert message.available_at <= timezone.now()
    assert "n’attendait plus" in as_supervisor.post(again, follow=True).content.decode()
    assert Event.objects.about(sent).filter(tag="delivery.retried").count() == 1


def test_one_that_a_worker_is_trying_is_left_alone(as_supervisor, silent):
    soon = timezone.now() + timedelta(minutes=2)
    Message.objects.update(available_at=soon, leased_until=soon)
    assert "Un essai est en cours." in words(as_supervisor)
    again = reverse("admin:retry_delivery", args=[silent.pk])
    assert "n’attendait plus" in as_supervisor.post(again, follow=True).content.decode()


def test_one_tried_in_vain_for_three_days_waits_for_somebody(as_supervisor, silent):
    silent.created_at = timezone.now() - timedelta(hours=73)
    silent.save(update_fields=["created_at"])
    Message.objects.update(failed_at=timezone.now())
    shown = words(as_supervisor)
    assert "À relancer" in shown
    assert "Nouvel essai" not in shown
    again = reverse("admin:retry_delivery", args=[silent.pk])
    assert "est relancée" in as_supervisor.post(again, follow=True).content.decode()
    assert Message.objects.get().failed_at is None


def test_the_list_is_cut_into_pages_and_retrying_leads_back(as_supervisor, delivery):
    Message.objects.bulk_create(
        Message(
            topic="mail.send",
            payload={"mail_id": str(rank)},
            attempts=9,
            failed_at=timezone.now(),
            last_error="TimeoutError",
        )
        for rank in range(45)
    )
    page = as_supervisor.get(f"{LIST}?operations=2").content.decode()
    assert "11 à 20 sur 45" in page
    assert "Le serveur qui doit le faire ne répond pas." in page
    form = next(one for one in parse(page).iter("form") if "/messages/" in (one.get("action") or ""))
    assert as_supervisor.post(form.get("action"))["Location"] == f"{LIST}?operations=2"


def test_statements_do_not_grow_with_the_list(as_supervisor, silent, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        as_supervisor.get(LIST)


@pytest.mark.parametrize("code", [*DELIVERIES, "http_500", "http_599", "http_418", "", "Nouveau"])
def test_every_code_has_a_cause_in_words(code):
    cause = str(cause_of_delivery(code))
    assert cause.endswith(".")
    assert "_" not in cause


@pytest.mark.parametrize(
    "error", ["SMTPException", "Attachment.DoesNotExist", "OperationalError", "KeyError", ""]
)
def test_every_error_has_a_cause_in_words(error):
    assert str(cause_of_operation(error)).endswith(".")


def test_every_operation_of_the_portal_has_words():
    ours = {topic for topic in handlers if not topic.startswith("probe.")}
    assert ours <= set(TOPICS)

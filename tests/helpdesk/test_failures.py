"""What the portal gave up on is listed for supervisors, who start it again once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from helpdesk.failures import services
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from monespace.outbox.models import Lane, Message

LIST = "/admin/a-reprendre/"


@pytest.fixture
def given_up(db):
    return Message.objects.create(
        topic="mail.send",
        payload={"mail_id": "1"},
        lane="mail",
        attempts=9,
        failed_at=timezone.now(),
        last_error="SMTPException",
    )


@pytest.fixture
def refused(delivery):
    delivery.needs_attention_at = timezone.now()
    delivery.save(update_fields=["needs_attention_at"])
    return delivery


def test_the_list_shows_what_failed_and_nothing_else(as_supervisor, given_up, refused, sent):
    Message.objects.create(topic="mail.other", payload={}, done_at=timezone.now())
    shown = as_supervisor.get(LIST).content.decode()
    for part in ("mail.send", "SMTPException", sent.reference, refused.service):
        assert part in shown
    assert "mail.other" not in shown


def test_the_front_page_counts_what_failed(as_supervisor, given_up, refused):
    assert "2 opérations attendent" in as_supervisor.get(reverse("admin:index")).content.decode()


def test_a_message_starts_again_once(as_supervisor, given_up):
    again = reverse("admin:retry_message", args=[given_up.pk])
    assert "est relancée" in as_supervisor.post(again, follow=True).content.decode()
    given_up.refresh_from_db()
    assert (given_up.failed_at, given_up.attempts) == (None, 0)
    assert "n’attendait plus" in as_supervisor.post(again, follow=True).content.decode()
    assert Event.objects.about(given_up).get().tag == "outbox.replayed"


def test_a_refused_delivery_starts_again_once(as_supervisor, refused, sent):
    Message.objects.create(
        topic="dossier.deliver",
        payload={"delivery_id": str(refused.pk)},
        lane="delivery:spw-mobilite",
        done_at=timezone.now(),
    )
    again = reverse("admin:retry_delivery", args=[refused.pk])
    assert "est relancée" in as_supervisor.post(again, follow=True).content.decode()
    message = Message.objects.get(done_at=None)
    assert (message.topic, message.lane) == ("dossier.deliver", "delivery:spw-mobilite")
    assert message.payload == {"delivery_id": str(refused.pk)}
    assert "n’attendait plus" in as_supervisor.post(again, follow=True).content.decode()
    assert Event.objects.about(sent).get(tag="delivery.retried").facts == {"delivery_id": str(refused.pk)}


def test_a_delivery_given_up_takes_its_own_message_again(as_supervisor, refused):
    message = Message.objects.create(
        topic="dossier.deliver",
        payload={"delivery_id": str(refused.pk)},
        lane="delivery:spw-mobilite",
        failed_at=timezone.now(),
    )
    as_supervisor.post(reverse("admin:retry_delivery", args=[refused.pk]))
    message.refresh_from_db()
    assert message.failed_at is None
    assert Message.objects.count() == 1


def test_an_agent_of_the_helpdesk_starts_nothing_again(as_agent, agent, supervisor, given_up, refused):
    for address in (
        reverse("admin:retry_message", args=[given_up.pk]),
        reverse("admin:retry_delivery", args=[refused.pk]),
    ):
        assert as_agent.post(address).status_code == 403
    with pytest.raises(Forbidden):
        services.retry_message(actor=agent, message_id=given_up.pk)
    with pytest.raises(Forbidden):
        services.retry_delivery(actor=agent, delivery_id=refused.pk)
    assert services.retry_message(actor=supervisor, message_id=given_up.pk)


def test_the_list_stays_within_its_query_budget(
    as_supervisor, given_up, refused, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        assert as_supervisor.get(LIST).context["deliveries"].rows[0].delivery == refused


REOPEN = reverse_lazy("admin:reopen_lane")


@pytest.fixture
def paused(db):
    return Lane.objects.create(
        name="delivery:spw-mobilite", failures=6, paused_until=timezone.now() + timedelta(minutes=4)
    )


def waiting(lane: str, since: timedelta) -> None:
    with transaction.atomic():
        Message.objects.create(topic="mail.send", payload={}, lane=lane, available_at=timezone.now() - since)


def test_what_waits_too_long_is_listed_and_nothing_else(as_supervisor, paused):
    title = "Ce qui attend depuis plus d’une minute"
    waiting("mail", timedelta(seconds=20))
    assert title not in as_supervisor.get(LIST).content.decode()
    waiting("sealing", timedelta(minutes=3))
    waiting(paused.name, timedelta(seconds=1))
    shown = as_supervisor.get(LIST).content.decode()
    for part in (title, "Documents scellés", "1 envoi attend", "spw-mobilite", "Essayer maintenant"):
        assert part in shown
    assert "Envoi des e-mails" not in shown


def test_a_pause_ends_once_when_a_supervisor_says_so(as_supervisor, paused):
    answer = as_supervisor.post(REOPEN, {"lane": paused.name}, follow=True)
    assert "La file reprend" in answer.content.decode()
    paused.refresh_from_db()
    assert (paused.paused_until, paused.failures) == (None, 6)
    assert Event.objects.about(paused).get().tag == "outbox.lane_reopened"
    for lane in (paused.name, "nobody", ""):
        answer = as_supervisor.post(REOPEN, {"lane": lane}, follow=True)
        assert "rien n’a changé" in answer.content.decode()
    assert Event.objects.filter(tag="outbox.lane_reopened").count() == 1


def test_only_supervisors_end_a_pause(agent, paused):
    with pytest.raises(Forbidden):
        services.reopen_lane(actor=agent, name=paused.name)
    paused.refresh_from_db()
    assert paused.paused_until


def test_a_pause_that_is_over_is_not_told_as_one(as_supervisor, paused):
    waiting(paused.name, timedelta(minutes=3))
    assert "laisse tranquille" in as_supervisor.get(LIST).content.decode()
    Lane.objects.update(paused_until=timezone.now() - timedelta(seconds=1))
    shown = as_supervisor.get(LIST).content.decode()
    assert "1 envoi attend" in shown
    assert "laisse tranquille" not in shown

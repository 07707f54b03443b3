"""What a service refused is started again by service, cause and period, in one act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Delivery, DeliveryAttempt
from helpdesk.failures import lots, services
from helpdesk.failures.lots import Why
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from monespace.outbox.models import Message
from tests.submission.factories import DeliveryFactory
from tests.support.race import race

LIST = "/admin/a-reprendre/"
LOT = reverse("admin:retry_lot")


def refused(service="spw-mobilite", code="http_401", days_ago=0):
    delivery = DeliveryFactory(service=service, needs_attention_at=timezone.now())
    moment = timezone.now() - timedelta(days=days_ago, hours=1)
    Delivery.objects.filter(pk=delivery.pk).update(created_at=moment)
    for error, minutes in (("ConnectError", 40), (code, 50)):
        started = moment + timedelta(minutes=minutes)
        DeliveryAttempt.objects.create(
            delivery=delivery, started_at=started, ended_at=started, outcome="refused", error=error
        )
    Message.objects.create(
        topic="dossier.deliver",
        payload={"delivery_id": str(delivery.pk)},
        lane=f"delivery:{service}",
        done_at=started,
    )
    return delivery


@pytest.fixture
def several(db):
    """Three of one service and one cause, one of them old; one of another cause, one of another service."""
    three = [refused(), refused(), refused(days_ago=10)]
    return three, refused(code="http_422"), refused(service="aviq")


def begun_again():
    return {message.payload["delivery_id"] for message in Message.objects.filter(done_at=None)}


def test_the_list_gathers_by_service_and_last_cause(as_supervisor, several):
    found = [(lot.service, lot.code, lot.number) for lot in lots.lots()]
    assert found == [
        ("spw-mobilite", "http_401", 3),
        ("aviq", "http_401", 1),
        ("spw-mobilite", "http_422", 1),
    ]
    assert f'href="{LOT}"' in as_supervisor.get(LIST).text
    assert "Relancer 3 livraisons" in as_supervisor.get(LOT).text


@pytest.mark.parametrize(("period", "expected"), [("all", 3), ("30", 3), ("7", 2), ("1", 2)])
def test_one_act_starts_a_lot_again_says_why_and_leaves_the_others(as_supervisor, several, period, expected):
    three, *_others = several
    lot = {"service": "spw-mobilite", "code": "http_401", "period": period}
    shown = as_supervisor.get(LOT, lot).text
    assert f"{expected} livraisons attendent" in shown
    without_reason = as_supervisor.post(LOT, lot)
    assert without_reason.status_code == 422
    assert "Choisissez pourquoi relancer." in without_reason.text
    assert begun_again() == set()
    answer = as_supervisor.post(LOT, lot | {"why": "mended_here"}, follow=True)
    assert f"{expected} livraisons sont relancées" in answer.text
    assert begun_again() == {str(one.pk) for one in three[:expected]}
    facts = [event.facts for event in Event.objects.filter(tag="delivery.retried")]
    assert {one["why"] for one in facts} == {"mended_here"}
    assert len(facts) == expected
    as_supervisor.post(LOT, lot | {"why": "mended_here"})
    assert Message.objects.filter(done_at=None).count() == expected


@pytest.mark.parametrize("lot", [{}, {"service": "spw-mobilite", "period": "ever"}, {"period": "all"}])
def test_a_lot_that_is_none_shows_which_there_are(as_supervisor, several, lot):
    for answer in (as_supervisor.get(LOT, lot), as_supervisor.post(LOT, lot | {"why": "asked"})):
        assert "Relancer 3 livraisons" in answer.text
    assert begun_again() == set()


def test_more_than_one_act_takes_is_said_and_the_oldest_go_first(as_supervisor, several, monkeypatch):
    three, *_others = several
    for module in ("services", "views"):
        monkeypatch.setattr(f"helpdesk.failures.{module}.MOST_AT_ONCE", 2)
    lot = {"service": "spw-mobilite", "code": "http_401", "period": "all"}
    assert "Plus de 2 livraisons attendent" in as_supervisor.get(LOT, lot).text
    as_supervisor.post(LOT, lot | {"why": "asked"})
    assert begun_again() == {str(three[2].pk), str(three[0].pk)}


def test_only_supervisors_start_a_lot_again(agent, several):
    with pytest.raises(Forbidden):
        services.retry_lot(actor=agent, why=Why.ASKED, service="aviq", code="http_401", days=None)
    assert begun_again() == set()


@pytest.mark.django_db(transaction=True)
def test_two_supervisors_at_once_start_each_again_once(supervisor):
    for _ in range(6):
        refused()
    numbers = race(
        *[
            lambda: services.retry_lot(
                actor=supervisor, why=Why.ASKED, service="spw-mobilite", code="http_401", days=None
            )
        ]
        * 2
    )
    assert sum(numbers) == 6
    assert Message.objects.filter(done_at=None).count() == 6

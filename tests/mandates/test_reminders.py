"""Mails as a mandate nears its end and is over: to the access managers of both sides, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from enterprises.mandates.services import announce_mandate_end, end_mandate
from enterprises.models import Mandate, MandateNotice
from enterprises.rights.querysets import NOTICE_STAGES
from enterprises.tasks import announce_ends
from monespace.outbox.testing import drain
from tests.support.enterprise_factories import MandateFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def mandate(scene):
    return MandateFactory(client=scene.client, holder=scene.holder)


def received(mandate, days_before: int) -> list[str]:
    """Let beat run twice, that many days before the last day, and return who got a mail."""
    mail.outbox.clear()
    noon = timezone.localtime().replace(hour=12)
    days = mandate.ends_on - timezone.localdate() - timedelta(days=days_before)
    with time_machine.travel(noon + days, tick=False):
        announce_ends()
        announce_ends()
        drain()
    return sorted(message.to[0] for message in mail.outbox if "/mandats/" in message.body)


def test_both_sides_are_told_at_each_stage_and_when_it_is_over(scene, mandate):
    both = sorted([scene.client_gap.email, scene.holder_gap.email])
    told = {days: received(mandate, days) for days in (61, 60, 59, 14, 13, 0, -1, -2)}
    assert told == {61: [], 60: both, 59: [], 14: both, 13: [], 0: [], -1: both, -2: []}
    assert set(MandateNotice.objects.values_list("days_before", flat=True)) == set(NOTICE_STAGES)


@pytest.mark.parametrize(
    ("language", "soon", "over"),
    [
        ("fr", "prend fin le", "a pris fin le"),
        ("de", "endet am", "ist am"),
        ("nl", "eindigt op", "is op"),
        ("en", "ends on", "ended on"),
    ],
)
def test_each_side_reads_it_in_its_language(scene, mandate, language, soon, over):
    for person in (scene.client_gap, scene.holder_gap):
        person.language = language
        person.save()
    for days, words in ((14, soon), (-1, over)):
        assert len(received(mandate, days)) == 2
        assert all(words in message.body for message in mail.outbox if "/mandats/" in message.body)


def test_an_old_end_is_no_news(mandate):
    assert received(mandate, -20) == []
    assert len(received(mandate, -10)) == 2


def test_nothing_is_said_of_a_mandate_that_somebody_ended(scene, mandate):
    end_mandate(actor=scene.at_client(scene.client_gap), mandate=mandate, reason="fin")
    drain()
    assert received(mandate, 14) == []


@pytest.mark.parametrize("side", ["client", "holder"])
def test_nothing_is_said_when_one_side_has_stopped(scene, mandate, side):
    stopped = getattr(scene, side)
    stopped.stopped_on = timezone.localdate()
    stopped.save()
    assert received(mandate, 14) == []


def test_a_short_mandate_just_agreed_is_not_announced(scene):
    short = MandateFactory(
        client=scene.client, holder=scene.holder, ends_on=timezone.localdate() + timedelta(days=30)
    )
    assert received(short, 30) == []
    assert len(received(short, 14)) == 2


def test_nothing_is_said_of_a_proposal_nobody_accepted(scene):
    proposal = MandateFactory(client=scene.client, holder=scene.holder, accepted_at=None, accepted_by=None)
    assert received(proposal, 14) == []


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_it_once(scene):
    mandate = MandateFactory(
        client=scene.client,
        holder=scene.holder,
        ends_on=timezone.localdate() + timedelta(days=10),
        accepted_at=timezone.now() - timedelta(days=100),
    )
    said = race(*[lambda: announce_mandate_end(mandate_id=mandate.pk, days_before=14)] * 2)
    assert sorted(said) == [False, True]
    assert Mandate.objects.get().notices.count() == 1

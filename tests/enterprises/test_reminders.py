"""Mails before an access or an invitation ends: to whom they concern, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from enterprises.invitations.answer_services import accept_invitation
from enterprises.invitations.services import resend
from enterprises.members.services import announce_end, change_membership, end_membership
from enterprises.models import RenewalNotice
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from enterprises.tasks import announce_ends, remind_invitees
from monespace.journal.models import Event
from monespace.outbox.testing import drain
from tests.enterprises.invitations import ADDRESS, LINK, in_days, invited, received_link
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db

LANGUAGE_WORDS = [("fr", "prend fin le"), ("de", "endet am"), ("nl", "eindigt op"), ("en", "ends on")]


def received(task) -> list[str]:
    """Run the task twice, as beat may, and return who got a mail."""
    mail.outbox.clear()
    task()
    task()
    drain()
    return sorted(message.to[0] for message in mail.outbox)


def days_before(membership, days: int):
    """Return a clock at noon, that many days before the access ends."""
    until_end = membership.ends_on - timezone.localdate() - timedelta(days=days)
    noon = timezone.localtime().replace(hour=12)
    return time_machine.travel(noon + until_end, tick=False)


@pytest.fixture
def membership(company):
    return company.enterprise.memberships.get(user=company.reader)


@pytest.fixture
def only_one(company, membership):
    """Leave the reader's access alone in ending on its day."""
    for other in company.enterprise.memberships.exclude(pk=membership.pk):
        end_membership(actor=company.acting(company.gap), membership=other, reason="départ")
    drain()
    return membership


def test_person_and_manager_are_told_twice_before_the_end(company, only_one):
    told = sorted([company.reader.email, company.gap.email])
    with days_before(only_one, 61):
        assert received(announce_ends) == []
    with days_before(only_one, 60):
        assert received(announce_ends) == told
    with days_before(only_one, 15):
        assert received(announce_ends) == []
    with days_before(only_one, 14):
        assert received(announce_ends) == told
    with days_before(only_one, 0):
        assert received(announce_ends) == []


def test_after_a_long_breakdown_only_the_nearer_mail_leaves(company, only_one):
    with days_before(only_one, 0):
        assert len(received(announce_ends)) == 2
    assert RenewalNotice.objects.get().days_before == 14


def test_mails_name_the_member_to_the_manager_and_nobody_in_the_subject(company, only_one):
    with days_before(only_one, 14):
        received(announce_ends)
    by_address = {message.to[0]: message for message in mail.outbox}
    to_manager, to_person = by_address[company.gap.email], by_address[company.reader.email]
    assert f"L’accès de {company.reader.display_name} prend fin le" in to_manager.body
    assert "/membres/" in to_manager.body
    assert "Votre accès prend fin le" in to_person.body
    assert all("Collignon" not in message.subject for message in mail.outbox)


@pytest.mark.parametrize(("language", "words"), LANGUAGE_WORDS)
def test_each_is_told_in_their_language(company, only_one, language, words):
    for person in (company.gap, company.reader):
        person.language = language
        person.save()
    with days_before(only_one, 60):
        received(announce_ends)
    assert len(mail.outbox) == 2
    assert all(words in message.body for message in mail.outbox)


def test_nothing_is_said_of_an_access_that_was_ended(company, only_one):
    end_membership(actor=company.acting(company.gap), membership=only_one, reason="départ")
    drain()
    with days_before(only_one, 14):
        assert received(announce_ends) == []


def test_nothing_is_said_of_a_stopped_enterprise(company, only_one):
    company.enterprise.stopped_on = timezone.localdate()
    company.enterprise.save()
    with days_before(only_one, 14):
        assert received(announce_ends) == []


def test_an_end_just_chosen_is_not_announced(company, only_one):
    chosen = Terms(role=Role.LECTEUR, ends_on=in_days(30))
    actor = company.acting(company.gap)
    changed = change_membership(actor=actor, membership=only_one, terms=chosen, reason="stage")
    drain()
    assert received(announce_ends) == []
    with days_before(changed, 14):
        assert len(received(announce_ends)) == 2


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_once(company, only_one):
    with days_before(only_one, 14):
        outcomes = race(*[lambda: announce_end(membership=only_one, days_before=14)] * 2)
    assert sorted(outcomes) == [False, True]
    assert RenewalNotice.objects.count() == 1


def test_invitee_is_reminded_after_five_days_and_two_days_before_the_end(company):
    invitation = invited(company)
    first_link = received_link()
    sent = invitation.sent_at
    reminded = []
    for day in range(16):
        with time_machine.travel(sent + timedelta(days=day, minutes=1), tick=False):
            if received(remind_invitees) == [ADDRESS]:
                reminded.append(day)
                assert mail.outbox[0].subject == "Rappel : répondez à une invitation"
                assert LINK.search(mail.outbox[0].body)[1] != first_link
    assert reminded == [5, 12]
    tags = Event.objects.about(company.enterprise).values_list("tag", flat=True)
    assert list(tags).count("invitation.reminded") == 2


def test_after_a_breakdown_the_invitee_is_reminded_once(company):
    invitation = invited(company)
    drain()
    for day in (12.5, 13.5):
        with time_machine.travel(invitation.sent_at + timedelta(days=day), tick=False):
            assert received(remind_invitees) == ([ADDRESS] if day == 12.5 else [])


def test_sending_again_starts_the_reminders_again(company):
    invitation = invited(company)
    drain()
    with time_machine.travel(invitation.sent_at + timedelta(days=6), tick=False):
        assert received(remind_invitees) == [ADDRESS]
        resend(actor=company.acting(company.gap), invitation=invitation)
        drain()
        assert received(remind_invitees) == []
    with time_machine.travel(invitation.sent_at + timedelta(days=12), tick=False):
        assert received(remind_invitees) == [ADDRESS]


def test_who_answered_is_not_reminded(company):
    invited(company, name="Ann Peeters")
    token = received_link()
    person = PersonFactory(first_name="Ann", last_name="Peeters")
    accept_invitation(actor=person, token=token)
    drain()
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        assert received(remind_invitees) == []

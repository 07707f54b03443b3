"""Sending invitations, sending them again, taking them back."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from enterprises.invitations.answer_services import accept_invitation
from enterprises.invitations.errors import AlreadyInvited, InvitationOver, SelfInvitation, SomeRefused
from enterprises.invitations.models import Invitee, Standing
from enterprises.invitations.services import invite, invite_several, resend, revoke
from enterprises.members.services import end_membership
from enterprises.models import GapDesignation, Invitation, Membership
from enterprises.register.errors import EnterpriseStopped
from enterprises.rights.errors import AlreadyMember, MembershipPeriodInvalid
from enterprises.rights.permissions import Role
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.enterprises.invitations import ADDRESS, in_days, invited, received_link, terms
from tests.support.enterprise_factories import GapDesignationFactory, InvitationFactory, leave_vacant
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db

OTHER = Invitee(email="autre@exemple.be")


def test_invitation_is_sent_with_a_secret_that_nothing_keeps(company):
    invitation = invited(company, name="Ann Peeters", message="Bienvenue à bord.")
    assert invitation.standing == Standing.WAITING
    stored = Mail.objects.get()
    assert "/invitation/" not in stored.text + stored.html + stored.sealed_link
    token = received_link()
    assert hashlib.sha256(token.encode()).hexdigest() == invitation.token_digest
    stored.refresh_from_db()
    assert stored.sent_at
    assert stored.sealed_link == ""
    assert stored.recipient is None
    body = mail.outbox[0].body
    for words in ("Bonjour Ann Peeters", "Boulangerie Lemaire SRL", "Collaborateur", "Bienvenue à bord."):
        assert words in body
    assert f"/invitation/{token}/" in mail.outbox[0].alternatives[0].content
    event = Event.objects.about(company.enterprise).get()
    assert (event.tag, event.actor_id) == ("invitation.sent", str(company.gap.pk))
    assert "exemple.be" not in str(event.facts)


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "lädt Sie"), ("nl", "nodigt u"), ("en", "invites you")],
)
def test_mail_is_in_the_invitees_language(company, language, words):
    invited(company, language=language)
    drain()
    assert words in mail.outbox[0].body


def test_address_is_folded_and_has_one_open_invitation(company):
    assert invited(company, email=" Nouvelle.Personne@Exemple.BE").email == ADDRESS
    with pytest.raises(AlreadyInvited):
        invited(company)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(enterprise=company.enterprise, email=ADDRESS.upper(), created_by=company.gap)


def test_expired_invitation_gives_way_to_a_new_one(company):
    with time_machine.travel(timezone.now() - timedelta(days=15)):
        old = invited(company)
    assert old.standing == Standing.EXPIRED
    assert invited(company).standing == Standing.WAITING
    old.refresh_from_db()
    assert old.standing == Standing.EXPIRED
    assert old.revoked_at


def test_link_never_outlives_the_access_it_gives(company):
    tomorrow = Invitee(email=ADDRESS)
    invitation = invite(actor=company.acting(company.gap), invitee=tomorrow, terms=terms(days=1))
    assert timezone.localdate(invitation.expires_at) == in_days(2)
    with pytest.raises(MembershipPeriodInvalid):
        invite(actor=company.acting(company.gap), invitee=OTHER, terms=terms(days=-1))


def test_nobody_invites_themselves_nor_a_member(company):
    with pytest.raises(SelfInvitation):
        invited(company, email=company.gap.email.upper())
    with pytest.raises(AlreadyMember):
        invited(company, email=company.reader.email.upper())
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["owner", "colleague", "reader"])
def test_only_who_manages_accesses_invites_sends_again_and_revokes(company, who):
    invitation = invited(company)
    actor = company.acting(getattr(company, who))
    with pytest.raises(Forbidden):
        invited(company, by=getattr(company, who), email="autre@exemple.be")
    for act in (resend, partial(revoke, reason="Erreur")):
        with pytest.raises(Forbidden):
            act(actor=actor, invitation=invitation)
    assert Invitation.objects.open().get() == invitation


def test_stopped_enterprise_invites_nobody(company):
    company.enterprise.stopped_on = in_days(0)
    company.enterprise.save()
    with pytest.raises(EnterpriseStopped):
        invited(company)


def test_sending_again_kills_the_link_before(company):
    invitation = invited(company)
    first = received_link()
    resend(actor=company.acting(company.gap), invitation=invitation)
    second = received_link()
    assert first != second
    assert not Invitation.objects.of_token(first).exists()
    assert Invitation.objects.of_token(second).get() == invitation


def test_expired_invitation_can_be_sent_again(company):
    with time_machine.travel(timezone.now() - timedelta(days=15)):
        invitation = invited(company)
    assert resend(actor=company.acting(company.gap), invitation=invitation).standing == Standing.WAITING


def test_answered_invitation_is_neither_sent_again_nor_revoked(company):
    invitation = invited(company)
    accept_invitation(actor=PersonFactory(), token=received_link())
    for act in (resend, partial(revoke, reason="Erreur")):
        with pytest.raises(InvitationOver):
            act(actor=company.acting(company.gap), invitation=invitation)


def test_revoking_twice_changes_nothing(company):
    invitation = invited(company)
    first = revoke(actor=company.acting(company.gap), invitation=invitation, reason="Erreur")
    again = revoke(actor=company.acting(company.gap), invitation=invitation, reason="Erreur")
    assert again.revoked_at == first.revoked_at
    assert again.revoked_by == company.gap
    assert again.standing == Standing.REVOKED
    assert [event.tag for event in Event.objects.about(company.enterprise)].count("invitation.revoked") == 1


def test_several_are_invited_or_nobody(company):
    good, member = Invitee(email=ADDRESS), Invitee(email=company.owner.email)
    gap = company.acting(company.gap)
    with pytest.raises(SomeRefused):
        invite_several(actor=gap, invited=[(good, terms()), (member, terms())])
    assert not Invitation.objects.exists()
    sent = invite_several(actor=gap, invited=[(good, terms()), (OTHER, terms(Role.LECTEUR))])
    assert [invitation.role for invitation in sent] == ["collaborateur", "lecteur"]
    assert drain() == ["mail.send"] * 2


def test_ending_an_access_revokes_the_invitations_the_person_received_and_none_they_sent(company):
    GapDesignationFactory(enterprise=company.enterprise, user=company.owner, kind=GapDesignation.Kind.CO_GAP)
    sent = invited(company, by=company.owner)
    to_them = InvitationFactory(
        enterprise=company.enterprise, created_by=company.gap, email=company.owner.email
    )
    elsewhere = InvitationFactory(email=company.owner.email)
    kept = invited(company, email="autre@exemple.be")
    membership = Membership.objects.get(user=company.owner)
    end_membership(actor=company.acting(company.gap), membership=membership, reason="départ")
    standing = {invitation.pk: invitation.standing for invitation in Invitation.objects.all()}
    assert standing[to_them.pk] == Standing.REVOKED
    assert {standing[one.pk] for one in (sent, elsewhere, kept)} == {Standing.WAITING}


def test_rights_are_read_again_when_inviting(company):
    gap = company.acting(company.gap)
    leave_vacant(company.enterprise)
    with pytest.raises(Http404):
        invite(actor=gap, invitee=Invitee(email=ADDRESS), terms=terms())


@pytest.mark.django_db(transaction=True)
def test_same_address_invited_twice_at_once_is_invited_once(company):
    outcomes = race(lambda: invited(company), lambda: invited(company))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyInvited", "Invitation"]

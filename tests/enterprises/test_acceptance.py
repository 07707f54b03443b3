"""Answering invitations: who may, once, and what the GAP settles."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.http import Http404
from django.utils import timezone

from enterprises.invitations.answer_services import (
    accept_invitation,
    confirm_acceptance,
    decline_invitation,
    refuse_acceptance,
)
from enterprises.invitations.closed import AcceptanceRefusal, acceptance_refusal
from enterprises.invitations.errors import InvitationClosed, InvitationOver
from enterprises.invitations.models import Standing
from enterprises.invitations.services import resend, revoke
from enterprises.members.services import end_membership
from enterprises.models import GapDesignation, Invitation, Membership
from enterprises.rights.errors import AlreadyMember
from enterprises.rights.permissions import Role
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from monespace.outbox.testing import drain
from tests.enterprises.invitations import in_days, invited, received_link
from tests.support.enterprise_factories import (
    GapDesignationFactory,
    InvitationFactory,
    MembershipFactory,
    leave_vacant,
)
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db

NAME = "Ann Peeters"
LINK = "un-lien"


@pytest.fixture
def ann(db):
    return PersonFactory(first_name="Ann Sofie", last_name="Peeters")


def closed_for(person, token=LINK):
    with pytest.raises(InvitationClosed) as refusal:
        accept_invitation(actor=person, token=token)
    return refusal.value.reason


def test_the_person_meant_has_access_at_once_and_the_gap_is_told(company, ann):
    invited(company, name=NAME)
    accepted = accept_invitation(actor=ann, token=received_link())
    assert accepted.standing == Standing.ACCEPTED
    assert company.acting(ann).role == Role.COLLABORATEUR
    assert accepted.membership.created_by == company.gap
    assert accepted.membership.ends_on == in_days(365)
    drain()
    assert mail.outbox[-1].to == [company.gap.email]
    assert "a accepté l’invitation" in mail.outbox[-1].body
    added = Event.objects.about(company.enterprise).last()
    assert (added.tag, added.actor_id) == ("membership.added", str(ann.pk))
    assert added.facts["source"] == str(accepted.pk)


def test_accepting_again_gives_the_same_access(company, ann):
    invited(company, name=NAME)
    token = received_link()
    first, again = (accept_invitation(actor=ann, token=token) for _ in range(2))
    assert first.membership == again.membership
    assert Membership.objects.filter(user=ann).count() == 1


@pytest.mark.parametrize("written", ["", "Jean Dupont"])
def test_another_or_no_name_gives_nothing_until_the_gap_confirms(company, ann, written):
    invited(company, name=written)
    accepted = accept_invitation(actor=ann, token=received_link())
    assert accepted.standing == Standing.TO_CONFIRM
    with pytest.raises(Http404):
        company.acting(ann)
    drain()
    assert "tant que vous n’avez pas confirmé" in mail.outbox[-1].body
    assert "Peeters" not in mail.outbox[-1].subject
    confirmed = confirm_acceptance(actor=company.acting(company.gap), invitation=accepted)
    assert confirmed.standing == Standing.ACCEPTED
    assert company.acting(ann).role == Role.COLLABORATEUR
    again = confirm_acceptance(actor=company.acting(company.gap), invitation=accepted)
    assert again.membership == confirmed.membership
    drain()
    assert (mail.outbox[-1].to, "a commencé" in mail.outbox[-1].body) == ([ann.email], True)
    with pytest.raises(InvitationOver):
        refuse_acceptance(actor=company.acting(company.gap), invitation=accepted)


def test_refused_acceptance_gives_nothing_and_says_so(company, ann):
    invited(company, name="Jean Dupont")
    token = received_link()
    accepted = accept_invitation(actor=ann, token=token)
    for _ in range(2):
        refused = refuse_acceptance(actor=company.acting(company.gap), invitation=accepted)
        assert refused.standing == Standing.REFUSED
    assert not Membership.objects.filter(user=ann).exists()
    assert closed_for(ann, token) == AcceptanceRefusal.NOT_CONFIRMED
    assert closed_for(PersonFactory(), token) == AcceptanceRefusal.USED
    drain()
    assert "n’était pas pour vous" in mail.outbox[-1].body
    with pytest.raises(InvitationOver):
        confirm_acceptance(actor=company.acting(company.gap), invitation=accepted)


def test_nobody_settles_their_own_acceptance(company):
    co_gap = GapDesignationFactory(enterprise=company.enterprise, kind=GapDesignation.Kind.CO_GAP).user
    invited(company)
    accepted = accept_invitation(actor=co_gap, token=received_link())
    with pytest.raises(Forbidden):
        confirm_acceptance(actor=company.acting(co_gap), invitation=accepted)
    confirm_acceptance(actor=company.acting(company.gap), invitation=accepted)
    assert company.acting(co_gap).role == Role.COLLABORATEUR


def test_only_accepted_invitations_are_settled(company):
    invitation = invited(company)
    for settle in (confirm_acceptance, refuse_acceptance):
        with pytest.raises(InvitationOver):
            settle(actor=company.acting(company.gap), invitation=invitation)
        with pytest.raises(Forbidden):
            settle(actor=company.acting(company.owner), invitation=invitation)


def test_person_who_joined_meanwhile_is_not_given_a_second_access(company, ann):
    accepted = accept_invitation(actor=ann, token=(invited(company), received_link())[1])
    MembershipFactory(enterprise=company.enterprise, user=ann, role=Role.LECTEUR)
    with pytest.raises(AlreadyMember):
        confirm_acceptance(actor=company.acting(company.gap), invitation=accepted)
    assert company.acting(ann).role == Role.LECTEUR


def test_person_invited_at_two_addresses_gets_one_access(company, ann):
    accepted = []
    for address in ("ann@exemple.be", "a.peeters@exemple.be"):
        invited(company, email=address)
        accepted.append(accept_invitation(actor=ann, token=received_link(address)))
    gap = company.acting(company.gap)
    confirm_acceptance(actor=gap, invitation=accepted[0])
    with pytest.raises(AlreadyMember):
        confirm_acceptance(actor=gap, invitation=accepted[1])
    assert company.acting(ann).role == Role.COLLABORATEUR


def test_unknown_and_replaced_links_open_nothing(company, ann):
    invitation = invited(company)
    old = received_link()
    resend(actor=company.acting(company.gap), invitation=invitation)
    assert closed_for(ann, "inconnu") == closed_for(ann, old) == AcceptanceRefusal.UNKNOWN
    with pytest.raises(InvitationClosed):
        decline_invitation(actor=ann, token=old)
    assert accept_invitation(actor=ann, token=received_link())


def test_used_link_is_closed_to_others_and_known_to_who_used_it(company, ann):
    invited(company, name=NAME)
    token = received_link()
    accept_invitation(actor=ann, token=token)
    assert closed_for(PersonFactory(), token) == AcceptanceRefusal.USED


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"revoked_at": timezone.now()}, AcceptanceRefusal.REVOKED),
        ({"declined_at": timezone.now()}, AcceptanceRefusal.DECLINED),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, AcceptanceRefusal.EXPIRED),
        ({"enterprise__stopped_on": timezone.localdate()}, AcceptanceRefusal.STOPPED),
    ],
)
def test_invitation_that_is_over_is_refused_for_its_reason(ann, state, expected):
    InvitationFactory(token=LINK, **state)
    assert closed_for(ann) == expected
    assert not Membership.objects.exists()


def test_list_and_link_agree_on_the_second_of_expiry(ann):
    invitation = InvitationFactory(token=LINK)
    with time_machine.travel(invitation.expires_at - timedelta(seconds=2), tick=False):
        assert Invitation.objects.open().exists()
        assert invitation.standing == Standing.WAITING
    with time_machine.travel(invitation.expires_at, tick=False):
        assert not Invitation.objects.open().exists()
        assert invitation.standing == Standing.EXPIRED


def test_invitation_is_worth_no_more_than_its_senders_rights_of_now(company, ann):
    invited(company, name=NAME)
    token = received_link()
    leave_vacant(company.enterprise)
    assert closed_for(ann, token) == AcceptanceRefusal.INVITER_GONE


def test_sender_cannot_accept_and_member_keeps_what_he_has(company):
    invited(company)
    token = received_link()
    assert closed_for(company.gap, token) == AcceptanceRefusal.OWN
    assert closed_for(company.reader, token) == AcceptanceRefusal.MEMBER
    assert company.acting(company.reader).role == Role.LECTEUR
    assert Invitation.objects.open().exists()


@pytest.mark.parametrize("signed_in", [True, False])
def test_declining_is_told_with_its_reason_and_counts_once(company, ann, signed_in):
    invitation = invited(company)
    token = received_link()
    for reason in ("Je ne travaille plus là.", "autre"):
        decline_invitation(actor=ann if signed_in else None, token=token, reason=reason)
    invitation.refresh_from_db()
    assert (invitation.standing, invitation.decline_reason) == (Standing.DECLINED, "Je ne travaille plus là.")
    drain()
    assert "a été déclinée" in mail.outbox[-1].body
    assert len(mail.outbox) == 2
    assert closed_for(ann, token) == AcceptanceRefusal.DECLINED


def test_former_member_comes_back_by_an_invitation(company, ann):
    left = MembershipFactory(enterprise=company.enterprise, user=ann)
    end_membership(actor=company.acting(company.gap), membership=left, reason="départ")
    invited(company, name=NAME)
    accept_invitation(actor=ann, token=received_link())
    assert Membership.objects.filter(user=ann).count() == 2
    assert company.acting(ann).role == Role.COLLABORATEUR


def names(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_two_people_accepting_at_once_are_one(self, company):
        invited(company)
        token = received_link()
        first, second = PersonFactory(), PersonFactory()
        outcomes = race(
            lambda: accept_invitation(actor=first, token=token),
            lambda: accept_invitation(actor=second, token=token),
        )
        assert names(outcomes) == ["Invitation", "InvitationClosed"]

    def test_accepting_twice_at_once_is_one_access(self, company, ann):
        invited(company, name=NAME)
        token = received_link()
        outcomes = race(*[lambda: accept_invitation(actor=ann, token=token)] * 2)
        assert names(outcomes) == ["Invitation", "Invitation"]
        assert Membership.objects.filter(user=ann).count() == 1

    def test_accepting_while_revoked_is_one_or_the_other(self, company, ann):
        invitation = invited(company, name=NAME)
        token = received_link()
        gap = company.acting(company.gap)
        outcomes = race(
            lambda: accept_invitation(actor=ann, token=token),
            lambda: revoke(actor=gap, invitation=invitation, reason="Erreur"),
        )
        assert names(outcomes) in (["Invitation", "InvitationClosed"], ["Invitation", "InvitationOver"])
        has_access = Membership.objects.filter(user=ann).exists()
        invitation.refresh_from_db()
        assert has_access == (invitation.standing == Standing.ACCEPTED)
        assert has_access == (invitation.revoked_at is None)

    def test_accepting_while_sent_again_never_uses_the_dead_link(self, company, ann):
        invitation = invited(company, name=NAME)
        token = received_link()
        gap = company.acting(company.gap)
        outcomes = race(
            lambda: accept_invitation(actor=ann, token=token),
            lambda: resend(actor=gap, invitation=invitation),
        )
        assert names(outcomes) in (["Invitation", "InvitationClosed"], ["Invitation", "InvitationOver"])

    def test_inviting_while_losing_the_access_leaves_no_open_invitation(self, company):
        GapDesignationFactory(
            enterprise=company.enterprise, user=company.owner, kind=GapDesignation.Kind.CO_GAP
        )
        gap = company.acting(company.gap)
        membership = Membership.objects.get(user=company.owner)
        race(
            lambda: invited(company, by=company.owner),
            lambda: end_membership(actor=gap, membership=membership, reason="départ"),
        )
        GapDesignation.objects.filter(user=company.owner).update(ended_at=timezone.now())
        for invitation in Invitation.objects.open():
            assert acceptance_refusal(invitation, PersonFactory()) == AcceptanceRefusal.INVITER_GONE

"""What is over a budget is refused before anything happens, says when it goes on, and agents see it."""

from __future__ import annotations

import copy
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from accounts.models import User
from enterprises.invitations import services
from enterprises.invitations.services import remind_invitee
from enterprises.managers import proposal_services
from enterprises.models import Invitation
from enterprises.rights.checks import enter
from enterprises.tasks import remind_invitees
from monespace.common.levels import Level
from monespace.journal.models import Event
from monespace.mail.budgets import forget_old_refusals
from monespace.mail.errors import MailBudgetSpent
from monespace.mail.models import BudgetRefusal, Mail
from monespace.outbox.models import Message
from tests.enterprises.invitations import ADDRESS, invited, terms
from tests.gap.test_proposals import SOPHIE
from tests.support.enterprise_factories import EnterpriseFactory, GapDesignationFactory

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


@pytest.fixture
def limits(settings):
    """Set one limit of letters, the others far away."""

    def limit(scope, amount, seconds=DAY):
        budgets = copy.deepcopy(settings.MAIL_BUDGETS)
        budgets["letters"] = dict.fromkeys(budgets["letters"], ((1000, DAY),)) | {scope: ((amount, seconds),)}
        settings.MAIL_BUDGETS = budgets

    return limit


def kept():
    return [model.objects.count() for model in (Invitation, Mail, Message, Event)]


def refused(act):
    """Return the refusal of ``act``, which left nothing but its note."""
    before = kept()
    with pytest.raises(MailBudgetSpent) as refusal:
        act()
    assert kept() == before
    return refusal.value


def test_fifteen_times_again_reach_one_address_four_times_a_day(company):
    invitation = invited(company)
    sent = 1
    for minutes in range(2, 32, 2):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)), suppress(MailBudgetSpent):
            services.resend(actor=company.acting(company.gap), invitation=invitation)
            sent += 1
    assert sent == Mail.objects.filter(to=ADDRESS).count() == 4
    note = BudgetRefusal.objects.get()
    assert (note.scope, note.times, note.person_id) == ("pair", 12, str(company.gap.pk))


def test_taking_back_and_inviting_anew_is_no_way_round(company, limits):
    limits("pair", 2)
    for _ in range(2):
        invitation = invited(company)
        services.revoke(actor=company.acting(company.gap), invitation=invitation, reason="Fin")
    refused(lambda: invited(company))


@pytest.mark.parametrize(
    "written",
    ["Nouvelle-Personne@exemple.be", "nouvelle.personne+2@exemple.be", "nouvellepersonne@EXEMPLE.be"],
)
def test_another_writing_of_the_address_is_no_way_round(company, limits, written):
    limits("recipient", 1)
    invited(company)
    assert refused(lambda: invited(company, email=written)).limit.scope == "recipient"


@pytest.mark.parametrize(
    "written", ["gerantdupont@exemple.be", "gerant-dupont@exemple.be", "gerant.dupont+x@exemple.be"]
)
def test_an_address_that_resembles_ones_own_is_somebody_elses(company, limits, written):
    User.objects.filter(pk=company.gap.pk).update(email="gerant.dupont@exemple.be")
    company.gap.refresh_from_db()
    limits("recipient", 0)
    assert refused(lambda: invited(company, email=written)).limit.scope == "recipient"


def test_one_list_with_many_writings_of_one_address_is_refused_whole(company, limits):
    limits("recipient", 3)
    actor = company.acting(company.gap)
    wanted = [(services.Invitee(email=f"a+{n}@exemple.be"), terms()) for n in range(4)]
    refused(lambda: services.invite_several(actor=actor, invited=wanted))
    assert len(services.invite_several(actor=actor, invited=wanted[:3])) == 3


def test_a_second_enterprise_of_the_same_person_is_no_way_round(company, limits):
    limits("person", 1)
    invited(company, email="un@exemple.be")
    other = EnterpriseFactory()
    GapDesignationFactory(enterprise=other, user=company.gap)
    actor = enter(company.gap, other.number, level=Level.EID, method="eid")
    invitee = services.Invitee(email="deux@exemple.be")
    refusal = refused(lambda: services.invite(actor=actor, invitee=invitee, terms=terms()))
    assert refusal.limit.scope == "person"


def test_a_second_person_of_the_same_enterprise_is_no_way_round(company, limits):
    limits("enterprise", 1)
    invited(company, email="un@exemple.be")
    other = GapDesignationFactory(enterprise=company.enterprise, kind="co_gap").user
    refusal = refused(lambda: invited(company, by=other, email="deux@exemple.be"))
    assert refusal.limit.scope == "enterprise"


def test_invitations_and_proposals_to_one_address_count_together(managed, limits):
    limits("recipient", 1)
    propose = dict(enterprise=managed.enterprise, kind="co_gap", **SOPHIE)
    proposal_services.propose(actor=managed.representing(), **propose)
    manager = managed.acting(next(who for who, kind in managed.managers().items() if kind == "principal"))
    invitee = services.Invitee(email=SOPHIE["email"])
    refused(lambda: services.invite(actor=manager, invitee=invitee, terms=terms()))


def test_an_employer_invites_two_hundred_and_fifty_colleagues_in_a_morning(company):
    actor = company.acting(company.gap)
    for part, number in {"a": 100, "b": 100, "c": 50}.items():
        wanted = [(services.Invitee(email=f"{part}{n}@exemple.be"), terms()) for n in range(number)]
        assert len(services.invite_several(actor=actor, invited=wanted)) == number
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        for invitation in Invitation.objects.all()[:50]:
            services.resend(actor=actor, invitation=invitation)
    assert Mail.objects.filter(budget="letters", on_behalf_of=company.enterprise.number).count() == 300
    assert not BudgetRefusal.objects.exists()


def test_it_goes_on_at_the_moment_that_was_said_and_not_before(company, limits):
    limits("person", 2)
    invited(company, email="un@exemple.be")
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        invited(company, email="deux@exemple.be")
    refusal = refused(lambda: invited(company, email="trois@exemple.be"))
    assert refusal.free_at == Mail.objects.earliest("created_at").created_at + timedelta(days=1)
    with time_machine.travel(refusal.free_at - timedelta(seconds=5)):
        refused(lambda: invited(company, email="trois@exemple.be"))
    with time_machine.travel(refusal.free_at + timedelta(seconds=1)):
        assert invited(company, email="trois@exemple.be")


def test_the_refusal_says_the_cause_what_is_left_and_when_in_each_language(company, limits):
    limits("person", 1)
    actor = company.acting(company.gap)
    wanted = [(services.Invitee(email=f"{name}@exemple.be"), terms()) for name in ("un", "deux")]
    with time_machine.travel("2026-11-30 09:00:00+01:00", tick=False):
        invited(company)
        for language, parts in {
            "fr": ("24 heures, au plus 1 e-mails", "Il en reste 0", "à partir du 1er décembre 2026 à 09:01"),
            "de": ("24 Stunden", "Es bleiben 0", "ab 1. Dezember 2026"),
            "nl": ("24 uur", "er 0 over", "vanaf 1 december 2026"),
            "en": ("24 hours", "0 are left", "1 December 2026"),
        }.items():
            with translation.override(language), pytest.raises(MailBudgetSpent) as refusal:
                services.invite_several(actor=actor, invited=wanted)
            for part in parts:
                assert part in str(refusal.value.message)


def test_reminders_count_for_the_recipient_and_wait_without_failing(company, limits):
    invitation = invited(company)
    limits("recipient", 1, seconds=30 * DAY)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        with pytest.raises(MailBudgetSpent):
            remind_invitee(invitation_id=invitation.pk, enterprise_id=company.enterprise.pk)
        remind_invitees()
        assert Mail.objects.count() == 1
        limits("recipient", 2, seconds=30 * DAY)
        remind_invitees()
    assert Mail.objects.count() == 2


def test_who_met_a_limit_is_forgotten_after_a_year(company, limits):
    limits("person", 0)
    refused(lambda: invited(company))
    forget_old_refusals()
    assert BudgetRefusal.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=367)):
        forget_old_refusals()
    assert not BudgetRefusal.objects.exists()

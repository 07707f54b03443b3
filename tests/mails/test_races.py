"""Budgets and second presses at the same moment: one after the other, and never one more than allowed."""

from __future__ import annotations

import copy

import pytest

from enterprises.invitations.models import Invitee
from enterprises.invitations.services import invite, invite_several, resend
from enterprises.managers import proposal_services
from enterprises.models import GapProposal
from enterprises.rights.checks import enter
from monespace.common.levels import Level
from monespace.mail.models import BudgetRefusal, Mail
from tests.enterprises.invitations import invited, terms
from tests.gap.test_proposals import SOPHIE
from tests.support.enterprise_factories import EnterpriseFactory, GapDesignationFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db(transaction=True)
DAY = 24 * 3600


def allow(settings, **amounts):
    budgets = copy.deepcopy(settings.MAIL_BUDGETS)
    budgets["letters"] |= {scope: ((amount, DAY),) for scope, amount in amounts.items()}
    settings.MAIL_BUDGETS = budgets


def managers(number):
    """Return access managers of as many enterprises, acting there."""
    designations = [GapDesignationFactory(enterprise=EnterpriseFactory()) for _ in range(number)]
    return [enter(one.user, one.enterprise.number, level=Level.EID, method="eid") for one in designations]


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def test_enterprises_that_invite_one_address_at_once_share_what_it_may_receive(settings):
    allow(settings, recipient=2)
    writings = ("x@exemple.be", "X@exemple.be", "x+1@exemple.be", "x@EXEMPLE.be")
    contenders = [
        lambda actor=actor, email=email: invite(actor=actor, invitee=Invitee(email=email), terms=terms())
        for actor, email in zip(managers(4), writings, strict=True)
    ]
    assert outcomes(race(*contenders)) == ["Invitation"] * 2 + ["MailBudgetSpent"] * 2
    assert Mail.objects.count() == 2
    assert sum(BudgetRefusal.objects.values_list("times", flat=True)) == 2


def test_one_person_with_two_enterprises_at_once_spends_one_budget(settings):
    allow(settings, person=1)
    (first,) = managers(1)
    other = GapDesignationFactory(enterprise=EnterpriseFactory(), user=first.user).enterprise
    second = enter(first.user, other.number, level=Level.EID, method="eid")
    contenders = [
        lambda actor=actor, email=email: invite(actor=actor, invitee=Invitee(email=email), terms=terms())
        for actor, email in ((first, "un@exemple.be"), (second, "deux@exemple.be"))
    ]
    assert outcomes(race(*contenders)) == ["Invitation", "MailBudgetSpent"]


def test_lists_of_the_same_people_in_opposite_orders_do_not_wait_for_each_other():
    people = [Invitee(email=f"n{number}@exemple.be") for number in range(20)]
    orders = (people, people[::-1])
    contenders = [
        lambda actor=actor, order=order: invite_several(
            actor=actor, invited=[(one, terms()) for one in order]
        )
        for actor, order in zip(managers(2), orders, strict=True)
    ]
    assert [len(result) for result in race(*contenders)] == [20, 20]


def test_send_again_pressed_twice_at_once_mails_once(company):
    invitation = invited(company)
    contenders = [lambda: resend(actor=company.acting(company.gap), invitation=invitation)] * 3
    assert outcomes(race(*contenders)) == ["Invitation"] * 3
    assert Mail.objects.count() == 2


def test_propose_pressed_twice_at_once_mails_once(firm):
    actor = firm.representing()
    contenders = [
        lambda: proposal_services.propose(actor=actor, enterprise=firm.enterprise, kind="principal", **SOPHIE)
    ] * 3
    assert len({proposal.pk for proposal in race(*contenders)}) == 1
    assert (GapProposal.objects.count(), Mail.objects.count()) == (1, 1)

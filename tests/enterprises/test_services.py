"""Giving and ending accesses, and recording designations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from enterprises.managers.designation_services import designate_gap
from enterprises.managers.errors import GapAlreadyDesignated
from enterprises.members.services import add_membership, change_membership, end_membership
from enterprises.models import GapDesignation, Membership
from enterprises.rights.errors import AlreadyMember, MembershipPeriodInvalid, StartsInThePast
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from monespace.common.authors import SYSTEM
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    MembershipFactory,
    leave_vacant,
)
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def period(start=0, days=730):
    first = timezone.localdate() + timedelta(days=start)
    return {"starts_on": first, "ends_on": first + timedelta(days=days)}


def tags(enterprise):
    return [event.tag for event in Event.objects.about(enterprise)]


def test_gap_gives_an_access_once_and_it_is_journaled(company):
    wanted = {"enterprise": company.enterprise, "user": PersonFactory(), "role": Role.LECTEUR, **period()}
    gap = company.acting(company.gap)
    membership = add_membership(actor=gap, **wanted)
    assert add_membership(actor=gap, **wanted) == membership
    assert membership.created_by == company.gap
    assert company.acting(wanted["user"]).role == Role.LECTEUR
    event = Event.objects.about(company.enterprise).get()
    assert (event.tag, event.actor_id) == ("membership.added", str(company.gap.pk))
    assert event.facts["membership"] == str(membership.pk)
    assert event.facts["role"] == "lecteur"


def test_another_role_is_refused_while_one_is_open(company):
    with pytest.raises(AlreadyMember):
        add_membership(
            actor=SYSTEM,
            enterprise=company.enterprise,
            user=company.reader,
            role=Role.PROPRIETAIRE,
            **period(),
        )
    assert company.acting(company.reader).role == Role.LECTEUR


def test_lapsed_access_is_closed_and_a_new_row_written(company):
    today = timezone.localdate()
    lapsed = MembershipFactory(
        enterprise=company.enterprise, starts_on=today - timedelta(9), ends_on=today - timedelta(1)
    )
    added = add_membership(
        actor=SYSTEM, enterprise=company.enterprise, user=lapsed.user, role=Role.LECTEUR, **period()
    )
    lapsed.refresh_from_db()
    assert added.pk != lapsed.pk
    assert lapsed.ended_at is not None
    assert tags(company.enterprise) == ["membership.ended", "membership.added"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({"start": 0, "days": -1}, MembershipPeriodInvalid), ({"start": -10, "days": 5}, StartsInThePast)],
)
def test_period_already_over_is_refused(company, wrong, error):
    with pytest.raises(error):
        add_membership(
            actor=SYSTEM,
            enterprise=company.enterprise,
            user=PersonFactory(),
            role=Role.LECTEUR,
            **period(**wrong),
        )


def test_owner_gives_and_ends_nothing(company):
    owner = company.acting(company.owner)
    with pytest.raises(Forbidden):
        add_membership(
            actor=owner,
            enterprise=company.enterprise,
            user=PersonFactory(),
            role=Role.LECTEUR,
            **period(),
        )
    with pytest.raises(Forbidden):
        end_membership(actor=owner, membership=Membership.objects.get(user=company.reader), reason="départ")
    assert tags(company.enterprise) == []


def test_gap_gives_nothing_elsewhere_nor_to_themselves(company):
    gap = company.acting(company.gap)
    for wrong in (
        {"enterprise": EnterpriseFactory(), "user": PersonFactory()},
        {"enterprise": company.enterprise, "user": company.gap},
    ):
        with pytest.raises(Forbidden):
            add_membership(actor=gap, role=Role.PROPRIETAIRE, **wrong, **period())


def test_rights_are_read_again_when_acting(company):
    gap = company.acting(company.gap)
    membership = Membership.objects.get(user=company.reader)
    leave_vacant(company.enterprise)
    with pytest.raises(Http404):
        end_membership(actor=gap, membership=membership, reason="départ")


def test_ending_an_access_closes_the_door_at_once_and_only_once(company):
    assert company.acting(company.reader)
    membership = Membership.objects.get(user=company.reader)
    ended = end_membership(actor=company.acting(company.gap), membership=membership, reason="départ")
    again = end_membership(actor=company.acting(company.gap), membership=membership, reason="autre")
    with pytest.raises(Http404):
        company.acting(company.reader)
    assert (again.ended_at, again.end_reason) == (ended.ended_at, "départ")
    assert tags(company.enterprise) == ["membership.ended"]


def test_journal_of_accesses_holds_no_personal_data(company):
    membership = Membership.objects.get(user=company.reader)
    end_membership(actor=SYSTEM, membership=membership, reason="Collignon est partie")
    facts = str([event.facts for event in Event.objects.about(company.enterprise)])
    assert "Collignon" not in facts


def designation(enterprise, **more):
    return {
        "actor": SYSTEM,
        "enterprise": enterprise,
        "user": PersonFactory(),
        "evidence": "Acte du 12 janvier 2026",
        "kind": GapDesignation.Kind.PRINCIPAL,
        **more,
    }


def test_designation_is_recorded_once_with_its_evidence():
    enterprise = EnterpriseFactory()
    wanted = designation(enterprise)
    recorded = designate_gap(**wanted)
    assert designate_gap(**wanted) == recorded
    assert recorded.evidence == "Acte du 12 janvier 2026"
    assert tags(enterprise) == ["gap.designated"]


def test_second_principal_or_second_designation_of_one_person_is_refused():
    first = GapDesignationFactory()
    with pytest.raises(GapAlreadyDesignated):
        designate_gap(**designation(first.enterprise))
    with pytest.raises(GapAlreadyDesignated):
        designate_gap(**designation(first.enterprise, user=first.user, kind=GapDesignation.Kind.CO_GAP))
    assert designate_gap(**designation(first.enterprise, kind=GapDesignation.Kind.CO_GAP))


def test_person_of_the_enterprise_designates_nobody(company):
    with pytest.raises(Forbidden):
        designate_gap(**designation(company.enterprise, actor=company.acting(company.gap)))


@pytest.mark.django_db(transaction=True)
def test_designations_at_once_leave_one_and_a_refusal():
    enterprise = EnterpriseFactory()
    calls = [designation(enterprise), designation(enterprise)]
    outcomes = race(*[lambda wanted=wanted: designate_gap(**wanted) for wanted in calls])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "GapAlreadyDesignated",
        "GapDesignation",
    ]


@pytest.mark.django_db(transaction=True)
def test_same_access_given_twice_at_once_is_one_access():
    wanted = {"actor": SYSTEM, "enterprise": EnterpriseFactory(), "user": PersonFactory()}
    first, second = race(*[lambda: add_membership(**wanted, role=Role.LECTEUR, **period())] * 2)
    assert first == second
    assert Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_managers_changing_one_access_at_once_leave_one_change(company):
    co_gap = GapDesignationFactory(enterprise=company.enterprise, kind=GapDesignation.Kind.CO_GAP).user
    membership = Membership.objects.get(user=company.reader)
    ends_on = timezone.localdate() + timedelta(days=90)

    def change(manager, role):
        terms = Terms(role=role, ends_on=ends_on)
        return change_membership(actor=manager, membership=membership, terms=terms, reason="")

    first, second = company.acting(company.gap), company.acting(co_gap)
    outcomes = race(
        lambda: change(first, Role.PROPRIETAIRE),
        lambda: change(second, Role.COLLABORATEUR),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Membership", "MembershipChanged"]
    won = next(outcome for outcome in outcomes if isinstance(outcome, Membership))
    assert Membership.objects.get(user=company.reader, ended_at=None) == won


@pytest.mark.django_db(transaction=True)
def test_changing_and_ending_at_once_never_says_ended_to_what_lasts(company):
    co_gap = GapDesignationFactory(enterprise=company.enterprise, kind=GapDesignation.Kind.CO_GAP).user
    membership = Membership.objects.get(user=company.reader)
    terms = Terms(role=Role.COLLABORATEUR, ends_on=membership.ends_on)
    first, second = company.acting(company.gap), company.acting(co_gap)
    changed, ended = race(
        lambda: change_membership(actor=first, membership=membership, terms=terms, reason=""),
        lambda: end_membership(actor=second, membership=membership, reason="départ"),
    )
    open_rows = Membership.objects.filter(user=company.reader, ended_at=None).count()
    assert open_rows == (1 if isinstance(changed, Membership) else 0)
    assert type(ended).__name__ == ("MembershipChanged" if open_rows else "Membership")

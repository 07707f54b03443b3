"""What PostgreSQL itself refuses: two rights where one may be, and rewriting the history of accesses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from enterprises.models import AccessRequest, Enterprise, GapDesignation, Invitation, Membership
from enterprises.rights.permissions import Role
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    MembershipFactory,
    leave_vacant,
)
from tests.support.factories import PersonFactory
from tests.support.race import race


def refused(constraint, act):
    """Assert that ``act`` breaks this constraint."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        act()
    assert raised.value.__cause__.diag.constraint_name == constraint


def end(row, **more):
    row.__class__.objects.filter(pk=row.pk).update(ended_at=timezone.now(), **more)


@pytest.mark.django_db(transaction=True)
def test_two_open_memberships_never_stand_when_made_at_once():
    person, enterprise = PersonFactory(), EnterpriseFactory()
    outcomes = race(*[lambda: MembershipFactory(user=person, enterprise=enterprise)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IntegrityError", "Membership"]
    assert Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_principal_gaps_never_stand_when_designated_at_once():
    enterprise, people = EnterpriseFactory(), [PersonFactory(), PersonFactory()]
    outcomes = race(
        *[lambda who=person: GapDesignationFactory(user=who, enterprise=enterprise) for person in people]
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["GapDesignation", "IntegrityError"]
    assert GapDesignation.objects.count() == 1


@pytest.mark.django_db
def test_membership_follows_an_ended_one():
    first = MembershipFactory()
    end(first, end_reason="départ")
    assert MembershipFactory(user=first.user, enterprise=first.enterprise)
    refused(
        "one_open_membership_per_person_and_enterprise",
        lambda: MembershipFactory(user=first.user, enterprise=first.enterprise),
    )


@pytest.mark.django_db
def test_co_gaps_stand_beside_the_principal_but_nobody_is_both():
    principal = GapDesignationFactory()
    co_gap = {"enterprise": principal.enterprise, "kind": GapDesignation.Kind.CO_GAP}
    GapDesignationFactory(**co_gap)
    GapDesignationFactory(**co_gap)
    refused(
        "one_open_designation_per_person_and_enterprise",
        lambda: GapDesignationFactory(user=principal.user, **co_gap),
    )


@pytest.mark.django_db
def test_principal_follows_an_ended_one():
    first = GapDesignationFactory()
    refused("one_active_gap_per_enterprise", lambda: GapDesignationFactory(enterprise=first.enterprise))
    end(first)
    assert GapDesignationFactory(enterprise=first.enterprise)


@pytest.mark.django_db
def test_rows_that_make_no_sense_are_refused():
    today = timezone.localdate()
    refused(
        "membership_ends_after_it_starts",
        lambda: MembershipFactory(starts_on=today, ends_on=today - timedelta(days=1)),
    )
    refused("ended_membership_says_why", lambda: MembershipFactory(ended_at=timezone.now()))
    refused("ended_membership_says_why", lambda: MembershipFactory(end_reason="départ"))
    refused("designation_has_evidence", lambda: GapDesignationFactory(evidence=""))
    refused("enterprise_number_has_ten_digits", lambda: EnterpriseFactory(number="199999014"))


@pytest.mark.django_db
def test_address_has_one_open_invitation_whatever_its_capitals():
    gap = GapDesignationFactory()
    rest = {
        "enterprise": gap.enterprise,
        "created_by": gap.user,
        "role": Role.LECTEUR,
        "expires_at": timezone.now() + timedelta(days=14),
    }
    first = Invitation.objects.create(email="Ann@exemple.be", token_digest="1" * 64, **rest)
    refused(
        "one_open_invitation_per_enterprise_and_address",
        lambda: Invitation.objects.create(email="ann@EXEMPLE.be", token_digest="2" * 64, **rest),
    )
    Invitation.objects.filter(pk=first.pk).update(revoked_at=timezone.now())
    assert Invitation.objects.create(email="ann@exemple.be", token_digest="3" * 64, **rest)


@pytest.mark.django_db
def test_access_request_is_open_once_then_granted_or_refused():
    wanted = {
        "enterprise": EnterpriseFactory(),
        "requested_by": PersonFactory(),
        "role": Role.LECTEUR,
    }
    first = AccessRequest.objects.create(**wanted)
    refused("one_open_request_per_person_and_enterprise", lambda: AccessRequest.objects.create(**wanted))
    answered = AccessRequest.objects.filter(pk=first.pk)
    for contradiction in ({}, {"granted_role": Role.LECTEUR, "refusal_reason": "non"}):
        refused(
            "answered_request_is_granted_or_refused",
            lambda change=contradiction: answered.update(answered_at=timezone.now(), **change),
        )
    assert answered.update(answered_at=timezone.now(), granted_role=Role.LECTEUR) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "change", "ending"),
    [
        (MembershipFactory, {"role": Role.LECTEUR}, {"end_reason": "départ"}),
        (MembershipFactory, {"ends_on": timezone.localdate()}, {"end_reason": "départ"}),
        (GapDesignationFactory, {"evidence": "autre"}, {}),
    ],
)
def test_access_can_be_ended_once_and_nothing_else(factory, change, ending):
    row = factory()
    rows = row.__class__.objects.filter(pk=row.pk)
    for rewrite in (lambda: rows.update(**change), rows.delete):
        with pytest.raises(Error, match="can only be ended"), transaction.atomic():
            rewrite()
    if factory is GapDesignationFactory:
        leave_vacant(row.enterprise)
    else:
        end(row, **ending)
    with pytest.raises(Error, match="can only be ended"), transaction.atomic():
        rows.update(ended_at=None)


@pytest.mark.django_db
def test_enterprise_with_people_cannot_be_deleted():
    membership = MembershipFactory()
    with pytest.raises(Error):
        Enterprise.objects.filter(pk=membership.enterprise_id).delete()

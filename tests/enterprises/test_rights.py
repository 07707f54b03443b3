"""Rights of now: every way of asking gives the same answer, whatever a person's past and future accesses."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from enterprises.models import GapDesignation, Membership
from enterprises.rights.checks import enter, explain
from enterprises.rights.permissions import GAP_PERMISSIONS, Permission, Role, permissions_of
from enterprises.rights.spaces import spaces_of
from monespace.common.errors import NotVisible
from monespace.common.levels import Level
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    MembershipFactory,
)
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

ended_access = st.fixed_dictionaries(
    {
        "role": st.sampled_from(Role),
        "start": st.integers(-5, 5),
        "days": st.integers(0, 5),
        "ended": st.just(True),
    }
)
open_access = st.fixed_dictionaries(
    {
        "role": st.sampled_from(Role),
        "start": st.integers(-5, 5),
        "days": st.integers(0, 5),
        "ended": st.just(False),
    }
)
histories = st.tuples(st.lists(ended_access, max_size=2), st.lists(open_access, max_size=1)).map(
    lambda parts: [*parts[0], *parts[1]]
)
designations = st.lists(
    st.tuples(st.sampled_from(GapDesignation.Kind), st.just(True)), max_size=1
) | st.tuples(st.sampled_from(GapDesignation.Kind), st.just(False)).map(lambda one: [one])


@contextmanager
def rolled_back():
    """Undo what one example wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def give(person, enterprise, accesses, gap):
    """Write a history; return the role and designation that hold today."""
    today = timezone.localdate()
    role = None
    for access in accesses:
        first = today + timedelta(days=access["start"])
        last = first + timedelta(days=access["days"])
        closing = {"ended_at": timezone.now(), "end_reason": "essai"} if access["ended"] else {}
        MembershipFactory(
            user=person,
            enterprise=enterprise,
            role=access["role"],
            starts_on=first,
            ends_on=last,
            **closing,
        )
        if not access["ended"] and first <= today <= last:
            role = access["role"]
    for kind, ended in gap:
        GapDesignationFactory(
            user=person, enterprise=enterprise, kind=kind, ended_at=timezone.now() if ended else None
        )
    return role, any(not ended for _, ended in gap)


@settings(max_examples=60, deadline=None)
@given(accesses=histories, gap=designations)
def test_every_question_about_rights_has_one_answer(accesses, gap):
    with rolled_back():
        person, enterprise = PersonFactory(), EnterpriseFactory()
        role, is_gap = give(person, enterprise, accesses, gap)
        keys = [card.space.key for card in spaces_of(person)]

        if role is None and not is_gap:
            assert keys == ["citoyen"]
            with pytest.raises(NotVisible):
                enter(person, enterprise.number, level=Level.EID, method="eid")
            return

        assert keys == ["citoyen", enterprise.number]
        actor = enter(person, enterprise.number, level=Level.EID, method="eid")
        assert (actor.role, actor.is_gap) == (role, is_gap)
        assert actor.permissions == permissions_of(role, is_gap=is_gap)
        for permission in Permission:
            by_role = enterprise.memberships.current().allowing(permission).filter(user=person).exists()
            by_designation = is_gap and permission in GAP_PERMISSIONS
            assert actor.can(permission) == (by_role or by_designation)
            assert explain(actor, permission).allowed == actor.can(permission)


@settings(max_examples=40, deadline=None)
@given(accesses=histories)
def test_open_lapsed_and_ended_memberships_share_the_history_without_overlap(accesses):
    with rolled_back():
        person, enterprise = PersonFactory(), EnterpriseFactory()
        give(person, enterprise, accesses, [])
        everything = Membership.objects.filter(enterprise=enterprise)
        parts = [
            set(everything.open()),
            set(everything.lapsed()),
            set(everything.exclude(ended_at=None)),
        ]
        assert set.union(*parts) == set(everything)
        assert sum(map(len, parts)) == everything.count()
        assert set(everything.current()) <= parts[0]


def test_rights_elsewhere_give_nothing_here():
    person, here = PersonFactory(), EnterpriseFactory()
    elsewhere = MembershipFactory(user=person).enterprise
    GapDesignationFactory(user=person)
    MembershipFactory(enterprise=here)
    assert enter(person, elsewhere.number, level=Level.ITSME, method="itsme").role == Role.PROPRIETAIRE
    with pytest.raises(NotVisible):
        enter(person, here.number, level=Level.ITSME, method="itsme")

"""The door of a space: rights are those of now, read anew on each request."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from enterprises.models import Membership
from enterprises.rights.checks import require
from enterprises.rights.door import get_actor
from enterprises.rights.past_access import AccessEnded
from enterprises.rights.permissions import Permission, Role
from monespace.common.errors import Forbidden
from monespace.common.levels import Level
from tests.support.factories import AgentFactory, PersonFactory

pytestmark = pytest.mark.django_db


def request_of(person, level=450, method="itsme"):
    """Return what the door reads of a request."""
    return SimpleNamespace(method="GET", user=person, session={"level": level, "method": method})


def test_citizen_enters_their_own_space_without_a_query(django_assert_num_queries):
    request = request_of(PersonFactory(), level=500, method="eid")
    with django_assert_num_queries(0):
        actor = get_actor(request, "citoyen")
    assert actor is request.actor
    assert (actor.space.user, actor.level, actor.method) == (request.user, Level.EID, "eid")
    assert actor.role is None
    assert actor.can(Permission.SUBMIT_DOSSIERS)


def test_member_enters_with_their_role_in_one_query(company, django_assert_num_queries):
    with django_assert_num_queries(1):
        actor = get_actor(request_of(company.colleague), company.enterprise.number)
    assert (actor.role, actor.is_gap, actor.level) == (Role.COLLABORATEUR, False, Level.ITSME)
    assert actor.can(Permission.FILL_DOSSIERS)
    assert not actor.can(Permission.SUBMIT_DOSSIERS)


def test_gap_without_membership_sees_members_and_no_dossiers(company):
    actor = get_actor(request_of(company.gap), company.enterprise.number)
    require(actor, Permission.SEE_MEMBERS)
    with pytest.raises(Forbidden):
        require(actor, Permission.READ_DOSSIERS)


def test_stranger_and_agent_find_no_space(company):
    for person in (PersonFactory(), AgentFactory()):
        with pytest.raises(Http404):
            get_actor(request_of(person), company.enterprise.number)


def test_unknown_enterprise_looks_like_a_forbidden_one(company):
    with pytest.raises(Http404):
        get_actor(request_of(company.owner), "1999990342")


def test_access_ends_at_the_next_request_when_the_membership_ends(company):
    request = request_of(company.owner)
    assert get_actor(request, company.enterprise.number)
    Membership.objects.filter(user=company.owner).update(ended_at=timezone.now(), end_reason="départ")
    with pytest.raises(AccessEnded):
        get_actor(request, company.enterprise.number)


def test_access_ends_by_itself_after_its_last_day(company):
    request = request_of(company.owner)
    last_day = Membership.objects.get(user=company.owner).ends_on
    with time_machine.travel(f"{last_day}T20:00:00+00:00", tick=False):
        assert get_actor(request, company.enterprise.number)
    with (
        time_machine.travel(f"{last_day + timedelta(days=1)}T08:00:00+00:00", tick=False),
        pytest.raises(AccessEnded) as refusal,
    ):
        get_actor(request, company.enterprise.number)
    assert refusal.value.past.ended_on == last_day


def test_refusal_carries_the_permission_and_names_nobody_in_logs(company):
    actor = company.acting(company.reader)
    with pytest.raises(Forbidden) as refusal:
        require(actor, Permission.SUBMIT_DOSSIERS)
    assert str(refusal.value) == "dossiers.submit"
    assert "El Amrani" in refusal.value.message

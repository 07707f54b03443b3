"""What « stopped » means is said once: in Python and in SQL alike, of every state of the register."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.models import Enterprise, Establishment, Mandate, Membership
from enterprises.register.models import stopped
from enterprises.rights.actor import Space
from tests.support.enterprise_factories import EnterpriseFactory, MandateFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAYS = {None: False, -5000: True, -1: True, 0: True, 1: False, 400: False}
SITUATIONS = ("", "000", "012", "048", "100")


def day(offset):
    return None if offset is None else timezone.localdate() + timedelta(days=offset)


@pytest.fixture(params=[True, False], ids=["of the BCE", "entered by hand"])
def register(request):
    """Enterprises in every state, by whether they have stopped; each with an establishment, both ways."""
    return [
        (
            EnterpriseFactory(stopped_on=day(offset), legal_situation_code=code, from_bce=request.param),
            is_over,
        )
        for offset, is_over in DAYS.items()
        for code in SITUATIONS
    ]


def test_python_and_sql_agree_on_enterprises(register):
    expected = {enterprise.pk for enterprise, is_over in register if is_over}
    everything = Enterprise.objects.all()
    assert {one.pk for one in everything if one.has_stopped} == expected
    assert {one.pk for one in everything if Space(enterprise=one).has_stopped} == expected
    assert set(everything.filter(stopped()).values_list("pk", flat=True)) == expected
    active = set(Enterprise.objects.active().values_list("pk", flat=True))
    assert active == {enterprise.pk for enterprise, is_over in register if not is_over}


def test_python_and_sql_agree_on_establishments():
    company = EnterpriseFactory()
    for place, (offset, is_over) in enumerate(DAYS.items()):
        number, name = f"29999{place:05}", "fermé" if is_over else "ouvert"
        company.establishments.create(number=number, name=name, stopped_on=day(offset))
    assert {one.name for one in Establishment.objects.active()} == {"ouvert"}
    assert {one.has_stopped for one in Establishment.objects.filter(stopped())} == {True}
    assert Establishment.objects.filter(stopped()).count() == 3


def test_sql_follows_a_path_to_the_entry(register):
    for enterprise, _is_over in register:
        MembershipFactory(enterprise=enterprise)
        MandateFactory(holder=enterprise)
    expected = {enterprise.pk for enterprise, is_over in register if is_over}
    members, mandates = Membership.objects.all(), Mandate.objects.all()
    assert {one.enterprise_id for one in members.filter(stopped("enterprise"))} == expected
    assert not {one.enterprise_id for one in members.exclude(stopped("enterprise"))} & expected
    assert members.exclude(stopped("enterprise")).count() + len(expected) == members.count()
    assert {one.holder_id for one in mandates.filter(stopped("client") | stopped("holder"))} == expected

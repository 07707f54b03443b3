"""An access or a mandate lasts five years at most, whoever gives it and from wherever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.utils import timezone

from enterprises.invitations.models import Invitee
from enterprises.invitations.services import invite, invite_several, resend
from enterprises.mandates.errors import MandatePeriodInvalid
from enterprises.mandates.services import propose_mandate
from enterprises.members.services import add_membership, change_membership
from enterprises.models import AccessRequest, Enterprise, Mandate, Membership
from enterprises.requests.services import grant_request
from enterprises.rights.errors import LastsTooLong, MembershipPeriodInvalid, StartsInThePast
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms, YearsLater, latest_end
from tests.stopped.acts import manager
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_python_and_sql_mean_the_same_five_years():
    EnterpriseFactory()
    for day in [date(2024, 2, 28) + timedelta(days=step) for step in range(0, 1500, 1)]:
        in_sql = Enterprise.objects.values_list(YearsLater(Value(day)), flat=True).get()
        assert in_sql.date() == latest_end(day), day


def test_same_day_five_years_later_is_the_last_one():
    assert latest_end(date(2026, 11, 29)) == date(2031, 11, 29)
    assert latest_end(date(2028, 2, 29)) == date(2033, 2, 28)


def give(way, enterprise, starts_on, ends_on):
    """Give an access, or offer one, in one of the ways that there are."""
    actor, terms = manager(enterprise), Terms(role=Role.LECTEUR, ends_on=ends_on)
    period = {"starts_on": starts_on, "ends_on": ends_on, "role": Role.LECTEUR}
    invited = Invitee(email="ici@exemple.be")
    here = {"enterprise": enterprise}
    ways = {
        "add": lambda: add_membership(actor=actor, user=PersonFactory(), **here, **period),
        "change": lambda: change_membership(
            actor=actor, membership=MembershipFactory(**here), terms=terms, reason=""
        ),
        "grant": lambda: grant_request(
            actor=actor,
            access_request=AccessRequest.objects.create(
                requested_by=PersonFactory(), role=Role.LECTEUR, **here
            ),
            terms=terms,
            starts_on=starts_on,
        ),
        "invite": lambda: invite(actor=actor, invitee=invited, terms=terms),
        "invite several": lambda: invite_several(actor=actor, invited=[(invited, terms)]),
        "resend": lambda: resend(
            actor=actor,
            invitation=InvitationFactory(created_by=actor.user, ends_on=ends_on, **here),
        ),
        "mandate": lambda: propose_mandate(
            actor=actor, other=EnterpriseFactory(), side=Mandate.Side.CLIENT, demarches=[], **period
        ),
    }
    return ways[way]()


WAYS = ("add", "change", "grant", "invite", "invite several", "resend", "mandate")


@pytest.mark.parametrize("way", WAYS)
def test_last_day_may_be_five_years_away_and_no_more(way):
    enterprise, today = EnterpriseFactory(), timezone.localdate()
    latest = latest_end(today)
    with pytest.raises(LastsTooLong) as refusal, transaction.atomic():
        give(way, enterprise, today, latest + DAY)
    assert str(latest.year) in str(refusal.value.message)
    assert give(way, enterprise, today, latest)


@pytest.mark.parametrize("way", WAYS)
def test_last_day_is_not_past(way):
    enterprise, today = EnterpriseFactory(), timezone.localdate()
    with pytest.raises((MembershipPeriodInvalid, MandatePeriodInvalid)), transaction.atomic():
        give(way, enterprise, today, today - DAY)
    assert give(way, enterprise, today, today)


@pytest.mark.parametrize("way", ["add", "grant", "mandate"])
def test_first_day_is_not_past_nor_makes_it_longer(way):
    enterprise, today = EnterpriseFactory(), timezone.localdate()
    with pytest.raises(StartsInThePast), transaction.atomic():
        give(way, enterprise, today - DAY, today + DAY)
    with pytest.raises(LastsTooLong), transaction.atomic():
        give(way, enterprise, today + 9 * DAY, latest_end(today) + 9 * DAY)
    assert give(way, enterprise, today + 9 * DAY, latest_end(today))


@pytest.mark.parametrize("days", [-9, 0, 9])
def test_changed_access_begins_no_earlier_than_it_did_and_not_in_the_past(days):
    enterprise, today = EnterpriseFactory(), timezone.localdate()
    access = MembershipFactory(enterprise=enterprise, starts_on=today + days * DAY, role=Role.COLLABORATEUR)
    terms = Terms(role=Role.LECTEUR, ends_on=access.ends_on)
    changed = change_membership(actor=manager(enterprise), membership=access, terms=terms, reason="")
    assert (changed.role, changed.starts_on) == (Role.LECTEUR, max(today, access.starts_on))
    assert Membership.objects.current().filter(user=access.user).exists() == (days <= 0)


@pytest.mark.parametrize("factory", [MembershipFactory, MandateFactory])
def test_database_refuses_longer_ones_and_lets_old_ones_end(factory):
    today = timezone.localdate()
    assert factory(starts_on=today, ends_on=latest_end(today))
    with pytest.raises(IntegrityError, match="five_years"), transaction.atomic():
        factory(starts_on=today, ends_on=latest_end(today) + DAY)
    over = {"ended_at": timezone.now(), "end_reason": "Fin"}
    assert factory(starts_on=today, ends_on=latest_end(today) + DAY, **over)


def test_grant_page_offers_the_reach_and_refuses_beside_the_day(client, force_sign_in_fresh):
    enterprise, today = EnterpriseFactory(), timezone.localdate()
    place = enterprise.establishments.create(number="2999990143", name="Atelier de Namur")
    asked = AccessRequest.objects.create(
        enterprise=enterprise, requested_by=PersonFactory(), role=Role.PROPRIETAIRE, message="Bonjour"
    )
    force_sign_in_fresh(client, manager(enterprise).user)
    page = f"/espace/{enterprise.number}/demandes/{asked.pk}/"
    assert "Atelier de Namur" in client.get(page).content.decode()
    typed = {"answer": "grant", "role": "lecteur", "establishment": place.pk, "starts_on": today}
    late = client.post(page, typed | {"ends_on": latest_end(today) + DAY})
    assert late.status_code == 422
    assert list(late.context["form"].errors) == ["ends_on"]
    assert not Membership.objects.filter(user=asked.requested_by).exists()
    for wrong in ({"starts_on": today - DAY}, {"establishment": place.pk + 1}, {"ends_on": ""}):
        refused = client.post(page, typed | {"ends_on": today} | wrong)
        assert list(refused.context["form"].errors) == list(wrong)
    assert client.post(page, typed | {"ends_on": latest_end(today)}).status_code == 302
    given = Membership.objects.get(user=asked.requested_by)
    assert (given.role, given.establishment, given.ends_on) == ("lecteur", place, latest_end(today))


def test_who_declines_needs_no_terms(client, force_sign_in_fresh):
    enterprise = EnterpriseFactory()
    asked = AccessRequest.objects.create(enterprise=enterprise, requested_by=PersonFactory(), role="lecteur")
    force_sign_in_fresh(client, manager(enterprise).user)
    page = f"/espace/{enterprise.number}/demandes/{asked.pk}/"
    refused = client.post(page, {"answer": "decline", "ends_on": "n'importe"})
    assert list(refused.context["form"].errors) == ["reason"]
    assert client.post(page, {"answer": "decline", "reason": "Inconnu"}).status_code == 302
    asked.refresh_from_db()
    assert asked.refusal_reason == "Inconnu"

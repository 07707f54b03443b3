"""An access limited to one establishment or to some démarches reaches those dossiers and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.models import Dossier
from enterprises.models import Establishment
from enterprises.rights.checks import enter, require_now
from enterprises.rights.permissions import Permission
from enterprises.rights.terms import WHOLE, Scope
from monespace.common.errors import NotVisible
from monespace.common.levels import Level
from tests.filling.factories import publish
from tests.submission.definition import content
from tests.submission.factories import DemarcheVersionFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MandateFactory, MembershipFactory

pytestmark = pytest.mark.django_db
slugs = st.frozensets(st.sampled_from(["prime-velo", "sesam", "passeport"]))


@pytest.fixture
def versions():
    return tuple(
        DemarcheVersionFactory(demarche__slug=slug, content=content(slug=slug))
        for slug in ("sesam", "passeport")
    )


def dossier(enterprise, person, version, **kwargs):
    return Dossier.objects.create(
        owner_enterprise=enterprise, created_by=person, demarche_version=version, language="fr", **kwargs
    )


def visible(person, enterprise):
    actor = enter(person, enterprise.number, level=Level.EID, method="eid")
    return set(Dossier.objects.visible_to(actor))


@given(own=slugs, given_slugs=slugs, slug=st.sampled_from(["prime-velo", "sesam"]))
def test_what_two_limits_leave_is_what_both_cover(own, given_slugs, slug):
    one, other = Scope.of(None, own), Scope.of(None, given_slugs)
    left = one.within(other.demarches)
    assert left.covers(slug) == (one.covers(slug) and other.covers(slug))


def test_no_limit_written_down_is_no_limit():
    assert Scope.of(None, []) == WHOLE
    assert WHOLE.covers("anything")


def test_member_limited_to_a_demarche_sees_and_starts_that_one_only(client, versions):
    sesam, passport = versions
    member = MembershipFactory(demarches=["sesam"])
    seen = dossier(member.enterprise, member.user, sesam)
    hidden = dossier(member.enterprise, member.user, passport)
    assert visible(member.user, member.enterprise) == {seen}
    force_sign_in(client, member.user, level=500, method="eid")
    space = f"/espace/{member.enterprise.number}/"
    assert client.get(f"{space}dossiers/{seen.pk}/").status_code == 200
    assert client.get(f"{space}dossiers/{hidden.pk}/").status_code == 404
    assert client.post(f"{space}demarches/sesam/", {"token": "b" * 32, "new": "1"}).status_code == 302
    refused = client.post(f"{space}demarches/passeport/", {"token": "c" * 32, "new": "1"})
    assert refused.status_code == 403
    assert "ne couvre pas cette démarche" in refused.content.decode()
    assert Dossier.objects.filter(demarche_version=passport).count() == 1


def test_start_page_offers_no_space_whose_access_does_not_cover_the_demarche(client, versions):
    member = MembershipFactory(demarches=["sesam"])
    force_sign_in(client, member.user, level=500, method="eid")
    start = f"/espace/{member.enterprise.number}/demarches/"
    assert f"{start}sesam/" in client.get("/demarches/sesam/commencer/").content.decode()
    page = client.get("/demarches/passeport/commencer/").content.decode()
    assert "/espace/citoyen/demarches/passeport/" in page
    assert f"{start}passeport/" not in page


def test_member_of_an_establishment_sees_its_dossiers_and_starts_them_for_it(client, versions):
    version = versions[0]
    everywhere = MembershipFactory()
    place = Establishment.objects.create(enterprise=everywhere.enterprise, number="8999990194")
    local = MembershipFactory(enterprise=everywhere.enterprise, establishment=place)
    theirs = dossier(everywhere.enterprise, everywhere.user, version, establishment=place)
    central = dossier(everywhere.enterprise, everywhere.user, version)
    assert visible(local.user, local.enterprise) == {theirs}
    assert visible(everywhere.user, everywhere.enterprise) == {theirs, central}
    force_sign_in(client, local.user, level=500, method="eid")
    client.post(f"/espace/{local.enterprise.number}/demarches/sesam/", {"token": "d" * 32, "new": "1"})
    assert Dossier.objects.filter(establishment=place, created_by=local.user).count() == 1


def test_mandate_limited_to_demarches_meets_the_limits_of_the_employee(versions):
    sesam, passport = versions
    mandate = MandateFactory(demarches=["sesam"])
    free = MembershipFactory(enterprise=mandate.holder)
    elsewhere = MembershipFactory(enterprise=mandate.holder, demarches=["passeport"])
    one = dossier(mandate.client, free.user, sesam)
    dossier(mandate.client, free.user, passport)
    assert visible(free.user, mandate.client) == {one}
    assert visible(elsewhere.user, mandate.client) == set()


def test_service_stops_when_the_reach_changed_since_the_page_was_asked_for():
    member = MembershipFactory()
    actor = enter(member.user, member.enterprise.number, level=Level.EID, method="eid")
    require_now(actor, Permission.SUBMIT_DOSSIERS)
    member.ended_at, member.end_reason = member.created_at, "Autre portée"
    member.save()
    MembershipFactory(enterprise=member.enterprise, user=member.user, demarches=["sesam"])
    with pytest.raises(NotVisible):
        require_now(actor, Permission.SUBMIT_DOSSIERS)


def test_published_demarches_of_enterprises_are_offered_as_limits():
    from enterprises.rights.terms import offered

    version = publish(audience="citizen")
    both = DemarcheVersionFactory(demarche__slug="pour-tous")
    known = dict(offered())
    assert both.demarche.slug in known
    assert version.demarche.slug not in known

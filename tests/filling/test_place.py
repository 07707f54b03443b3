"""A request of an enterprise with several places is made for all of it, or for one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.catalogue.selectors import newest_version
from dossiers.filling.services import create_draft
from dossiers.models import Dossier
from enterprises.models import Establishment
from enterprises.register.errors import NotItsEstablishment
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from monespace.common.levels import Level
from tests.filling.factories import publish
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    publish()
    return MembershipFactory(role=Role.PROPRIETAIRE)


@pytest.fixture
def places(member):
    numbers = ("2999990001", "2999990002")
    return [
        Establishment.objects.create(enterprise=member.enterprise, number=one, name=f"Atelier {one[-1]}")
        for one in numbers
    ]


@pytest.fixture
def owner(client, member):
    force_sign_in(client, member.user)
    return client


def address(member):
    return reverse("dossiers:create", kwargs={"space": member.enterprise.number, "slug": "essai"})


def begins(owner, member, **answers):
    return owner.post(address(member), {"token": "t", "new": "1", **answers})


def test_place_is_asked_before_a_request_begins_and_kept(owner, member, places):
    asked = owner.post(address(member), {"token": "t"})
    assert asked["Location"] == address(member)
    assert not Dossier.objects.exists()
    page = owner.get(address(member)).content.decode()
    assert "Toute l’entreprise" in page
    assert "Atelier 2" in page
    assert "/etapes/" in begins(owner, member, establishment=places[1].pk)["Location"]
    dossier = Dossier.objects.get()
    assert dossier.establishment == places[1]
    detail = reverse("dossiers:detail", kwargs={"space": member.enterprise.number, "dossier_id": dossier.pk})
    assert "Atelier 2" in owner.get(detail).content.decode()


@pytest.mark.parametrize("name", ["dashboard", "list", "create"])
def test_drafts_say_for_which_place_they_are(owner, member, places, name):
    begins(owner, member, establishment=places[1].pk)
    given = {"slug": "essai"} if name == "create" else {}
    page = owner.get(reverse(f"dossiers:{name}", kwargs={"space": member.enterprise.number, **given}))
    shown = "Atelier 2" if name == "list" else "Établissement\u00a0: Atelier 2"  # a column of its own there
    assert shown in page.content.decode()


def test_whole_enterprise_is_meant_unless_a_place_is_chosen(owner, member, places):
    begins(owner, member, establishment="")
    assert Dossier.objects.get().establishment is None


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_is_asked_where_there_is_nothing_to_choose(owner, member, places, count):
    for place in places[count:]:
        place.delete()
    assert "/etapes/" in owner.post(address(member), {"token": "t"})["Location"]


def test_access_to_one_place_makes_requests_for_that_place(client, places, member):
    limited = MembershipFactory(
        enterprise=member.enterprise, role=Role.COLLABORATEUR, establishment=places[0]
    )
    force_sign_in(client, limited.user)
    assert "Atelier" not in client.get(address(member)).content.decode()
    begins(client, member, establishment=places[1].pk)
    assert Dossier.objects.get().establishment == places[0]


def test_place_of_another_enterprise_is_refused_with_what_to_do(owner, member, places):
    foreign = Establishment.objects.create(
        enterprise=MembershipFactory().enterprise, number="2999990003", name="Ailleurs"
    )
    page = begins(owner, member, establishment=foreign.pk)
    assert "Choisissez un établissement de la liste." in page.content.decode()
    actor = enter(member.user, member.enterprise.number, level=Level.EID, method="eid")
    with pytest.raises(NotItsEstablishment):
        create_draft(
            actor=actor,
            version=newest_version("essai"),
            token="t",
            language="fr",
            establishment_id=foreign.pk,
        )
    assert not Dossier.objects.exists()


def test_second_click_begins_nothing_more(owner, member, places):
    first = begins(owner, member, establishment=places[0].pk)
    again = begins(owner, member, establishment=places[0].pk)
    assert first["Location"] == again["Location"]
    assert Dossier.objects.count() == 1

"""An access manager says how far an access reaches; it stays so when the role changes."""

from __future__ import annotations

import pytest

from enterprises.models import Establishment, Invitation, Membership
from tests.mandates.test_scope import versions  # noqa: F401 - a fixture
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import InvitationFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(scene):
    return Establishment.objects.create(enterprise=scene.client, number="8999990194", name="Namur")


@pytest.fixture
def manager(client, scene):
    force_sign_in(client, scene.client_gap, level=500, method="eid")
    return client


def invite(client, scene, **changed):
    form = {"email": "ana@exemple.be", "role": "collaborateur", "ends_on": "2027-06-30", "language": "fr"}
    return client.post(f"/espace/{scene.client.number}/invitations/nouvelle/", form | changed)


def test_invitation_may_be_limited_and_says_so_to_the_invitee(manager, scene, place, versions):  # noqa: F811
    assert invite(manager, scene, establishment=place.pk, demarches=["sesam"]).status_code == 302
    sent = Invitation.objects.get()
    assert (sent.establishment, sent.demarches) == (place, ["sesam"])
    page = manager.get(f"/espace/{scene.client.number}/membres/").content.decode()
    assert "ana@exemple.be" in page


@pytest.mark.parametrize("wrong", [{"establishment": "999999"}, {"demarches": ["inconnue"]}])
def test_limit_that_does_not_exist_is_refused(manager, scene, place, wrong):
    assert invite(manager, scene).status_code == 302
    refused = invite(manager, scene, email="ben@exemple.be", **wrong)
    assert refused.status_code == 422
    assert not Invitation.objects.filter(email="ben@exemple.be").exists()


def test_establishment_of_another_enterprise_is_refused(manager, scene, place):
    elsewhere = Establishment.objects.create(enterprise=scene.holder, number="8999990293")
    assert invite(manager, scene, establishment=elsewhere.pk).status_code == 422


def test_accepting_gives_what_the_invitation_says_and_no_more(client, scene, place, versions):  # noqa: F811
    person = PersonFactory(first_name="Ana", last_name="Roy")
    InvitationFactory(
        enterprise=scene.client,
        created_by=scene.client_gap,
        expected_name="Ana Roy",
        token="lien",
        establishment=place,
        demarches=["sesam"],
    )
    force_sign_in(client, person)
    page = client.get("/invitation/lien/").content.decode()
    assert "Namur" in page
    assert client.post("/invitation/lien/", {"answer": "accept"}).status_code == 302
    given = Membership.objects.get(user=person)
    assert (given.establishment, given.demarches) == (place, ["sesam"])


def test_changing_the_role_keeps_the_limits_until_they_are_changed(manager, scene, place, versions):  # noqa: F811
    member = MembershipFactory(
        enterprise=scene.client, role="lecteur", establishment=place, demarches=["sesam"]
    )
    address = f"/espace/{scene.client.number}/membres/{member.pk}/modifier/"
    shown = manager.get(address)
    assert shown.context["form"].initial["establishment"] == place.pk
    form = {
        "role": "collaborateur",
        "ends_on": "2027-06-30",
        "establishment": place.pk,
        "demarches": ["sesam"],
    }
    assert manager.post(address, form).status_code == 302
    changed = Membership.objects.get(user=member.user, ended_at=None)
    assert (changed.role, changed.establishment, changed.demarches) == ("collaborateur", place, ["sesam"])
    address = f"/espace/{scene.client.number}/membres/{changed.pk}/modifier/"
    unticked = {"establishment": "", "demarches": [], "demarches-end": ""}
    assert manager.post(address, form | unticked).status_code == 302
    freed = Membership.objects.get(user=member.user, ended_at=None)
    assert (freed.establishment, freed.demarches) == (None, [])

"""What the holder's staff may do in the client's space: no more than the mandate, no more than at home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dossiers.models import Dossier, Submission
from enterprises.rights.permissions import Permission, Role, permissions_of, weaker
from enterprises.rights.spaces import spaces_of
from monespace.common.errors import NotVisible
from tests.filling.factories import draft_of
from tests.submission.factories import DemarcheVersionFactory, DraftFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MandateFactory, MembershipFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db
roles = st.sampled_from(Role)


def text_of(response, css_class):
    found = [one for one in parse(response.content.decode()).iter() if one.get("class") == css_class]
    return " ".join(" ".join(found[0].itertext()).split())


@pytest.fixture
def mandate(scene):
    return MandateFactory(client=scene.client, holder=scene.holder)


@given(own=roles, given_role=roles)
def test_rights_by_mandate_are_those_of_both_roles_and_never_show_the_members(own, given_role):
    allowed = permissions_of(weaker(own, given_role), is_mandated=True)
    assert allowed == (permissions_of(own) & permissions_of(given_role)) - {Permission.SEE_MEMBERS}


@pytest.mark.parametrize("own", Role)
@pytest.mark.parametrize("most", Role)
def test_employee_acts_with_the_weaker_role(scene, own, most):
    MandateFactory(client=scene.client, holder=scene.holder, role=most)
    employee = MembershipFactory(enterprise=scene.holder, role=own).user
    actor = scene.at_client(employee)
    assert actor.role == weaker(own, most)
    assert not actor.is_gap
    assert not actor.can(Permission.SEE_MEMBERS)


@pytest.mark.parametrize(
    "changed",
    [
        {"starts_on": timezone.localdate() + timedelta(days=1)},
        {"ends_on": timezone.localdate() - timedelta(days=1)},
        {"accepted_at": None, "accepted_by": None},
        {"accepted_at": None, "accepted_by": None, "declined_at": timezone.now()},
        {"ended_at": timezone.now(), "end_reason": "Fin"},
    ],
)
def test_mandate_not_in_force_opens_nothing(scene, changed):
    MandateFactory(client=scene.client, holder=scene.holder, **changed)
    assert [card.space.key for card in spaces_of(scene.employee)] == ["citoyen", scene.holder.number]
    with pytest.raises(NotVisible):
        scene.at_client(scene.employee)


def test_mandate_opens_the_client_to_the_holder_only_and_not_the_other_way(scene, mandate):
    assert {card.space.key for card in spaces_of(scene.employee)} == {
        "citoyen",
        scene.holder.number,
        scene.client.number,
    }
    for person, enter in ((scene.owner, scene.at_holder), (scene.holder_gap, scene.at_client)):
        with pytest.raises(NotVisible):
            enter(person)


def test_a_mandate_is_not_passed_on(scene, mandate):
    third = MandateFactory(client=scene.holder)
    employee = MembershipFactory(enterprise=third.holder).user
    with pytest.raises(NotVisible):
        scene.at_client(employee)


def test_member_of_the_client_acts_as_such_even_with_a_mandate(scene, mandate):
    MembershipFactory(enterprise=scene.client, user=scene.employee, role=Role.LECTEUR)
    actor = scene.at_client(scene.employee)
    assert (actor.role, actor.mandate) == (Role.LECTEUR, None)
    assert len([card for card in spaces_of(scene.employee) if card.space.key == scene.client.number]) == 1


def test_pages_say_for_whom_and_by_whom_and_the_draft_keeps_it(client, scene, mandate):
    slug = DemarcheVersionFactory().demarche.slug
    force_sign_in(client, scene.employee, level=500, method="eid")
    spaces = client.get("/espaces/").content.decode()
    assert "mandaté par Fiduciaire Mosane SRL" in spaces
    created = client.post(f"/espace/{scene.client.number}/demarches/{slug}/", {"token": "a" * 32})
    page = client.get(created["Location"])
    said = text_of(page, "acting__inner")
    assert "Vous agissez pour : Boulangerie Lemaire SRL" in said
    assert "mandaté par Fiduciaire Mosane SRL" in said
    dossier = Dossier.objects.get()
    assert (dossier.owner_enterprise, dossier.mandate) == (scene.client, mandate)


def test_employee_sees_no_member_of_the_client_and_learns_why(client, scene, mandate):
    force_sign_in(client, scene.employee)
    response = client.get(f"/espace/{scene.client.number}/membres/")
    assert response.status_code == 403
    html = response.content.decode()
    assert "Vous agissez par mandat" in html
    assert scene.owner.last_name not in html
    assert client.get(f"/espace/{scene.client.number}/mandats/").status_code == 403


def test_ending_the_mandate_ends_the_access_and_the_draft_stays_with_the_client(client, scene, mandate):
    draft = draft_of(scene.employee, enterprise=scene.client)
    force_sign_in(client, scene.employee)
    page = f"/espace/{scene.client.number}/dossiers/{draft.pk}/"
    assert client.get(page).status_code == 200
    mandate.ended_at, mandate.end_reason = timezone.now(), "Fin"
    mandate.save()
    assert client.get(page).status_code == 404
    force_sign_in(client, scene.owner)
    assert client.get(page).status_code == 200


def test_what_is_sent_by_mandate_says_so_for_ever(client, scene, mandate):
    draft = DraftFactory(owner_user=None, owner_enterprise=scene.client, created_by=scene.employee)
    force_sign_in(client, scene.employee, level=500, method="eid")
    page = f"/espace/{scene.client.number}/dossiers/{draft.pk}/"
    sent = client.post(f"{page}soumettre/", {"declaration_exactitude": "on", "action": "submit"})
    assert sent["Location"] == f"{page}accuse/"
    kept = Submission.objects.get().actor
    assert kept["mandate"] == str(mandate.pk)
    assert kept["holder"] == {"number": scene.holder.number, "name": "Fiduciaire Mosane SRL"}
    receipt = client.get(f"{page}accuse/").content.decode()
    assert "mandaté par Fiduciaire Mosane SRL" in receipt

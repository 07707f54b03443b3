"""An access is limited to démarches that exist, whoever gives it, and stays limited to one that closed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from enterprises.invitations.answer_services import accept_invitation
from enterprises.invitations.models import Invitee
from enterprises.invitations.services import invite, invite_several, resend
from enterprises.mandates.services import propose_mandate
from enterprises.members.services import change_membership
from enterprises.models import AccessRequest, Mandate, Membership
from enterprises.requests.services import grant_request
from enterprises.rights.errors import DemarcheNotOffered
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms, default_end
from tests.mandates.test_scope import versions  # noqa: F401 - a fixture
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import InvitationFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


def terms(*demarches):
    return Terms(role=Role.LECTEUR, ends_on=default_end(), demarches=demarches)


def invited(scene, *demarches):
    someone = Invitee(email="ici@exemple.be")
    return invite(actor=scene.at_client(scene.client_gap), invitee=someone, terms=terms(*demarches))


def invited_with_others(scene, *demarches):
    people = [(Invitee(email="ici@exemple.be"), terms()), (Invitee(email="la@exemple.be"), terms(*demarches))]
    return invite_several(actor=scene.at_client(scene.client_gap), invited=people)


def granted(scene, *demarches):
    asked = AccessRequest.objects.create(
        enterprise=scene.client, requested_by=PersonFactory(), role=Role.LECTEUR, message="Bonjour"
    )
    first_day, actor = timezone.localdate(), scene.at_client(scene.client_gap)
    return grant_request(actor=actor, access_request=asked, terms=terms(*demarches), starts_on=first_day)


def changed(scene, *demarches, held=()):
    access = MembershipFactory(enterprise=scene.client, demarches=list(held))
    actor = scene.at_client(scene.client_gap)
    return change_membership(actor=actor, membership=access, terms=terms(*demarches), reason="")


def mandated(scene, *demarches):
    return propose_mandate(
        actor=scene.at_client(scene.client_gap),
        other=scene.holder,
        side=Mandate.Side.CLIENT,
        role=Role.LECTEUR,
        demarches=demarches,
        starts_on=timezone.localdate(),
        ends_on=default_end(),
    )


@pytest.mark.parametrize("given", [invited, invited_with_others, granted, changed, mandated])
def test_demarche_that_does_not_exist_is_refused_by_name(scene, versions, given):  # noqa: F811
    with pytest.raises(DemarcheNotOffered) as refusal:
        given(scene, "nexiste-pas", "sesam")
    assert "nexiste-pas" in str(refusal.value.message)
    assert given(scene, "sesam")


def test_limit_to_a_demarche_that_closed_is_shown_and_stays_when_the_role_changes(client, scene):
    access = MembershipFactory(enterprise=scene.client, role="lecteur", demarches=["retiree"])
    force_sign_in(client, scene.client_gap, level=500, method="eid")
    address = f"/espace/{scene.client.number}/membres/{access.pk}/modifier/"
    form = client.get(address).context["form"]
    assert form["demarches"].value() == ["retiree"]
    assert ("retiree", "retiree") in form.fields["demarches"].choices
    other_role = {"role": "collaborateur", "ends_on": str(access.ends_on), "demarches-end": ""}
    assert client.post(address, other_role | {"demarches": ["retiree"]}).status_code == 302
    now = Membership.objects.get(user=access.user, ended_at=None)
    assert (now.role, now.demarches) == ("collaborateur", ["retiree"])


def test_what_closed_is_kept_by_who_had_it_and_by_nobody_else(scene):
    assert changed(scene, "retiree", held=["retiree", "partie"]).demarches == ["retiree"]
    with pytest.raises(DemarcheNotOffered):
        changed(scene, "retiree", held=["partie"])


def test_invitation_limited_to_a_demarche_that_closed_since_gives_just_that(scene):
    person = PersonFactory(first_name="Ana", last_name="Roy")
    sent = InvitationFactory(
        enterprise=scene.client, created_by=scene.client_gap, demarches=["retiree"], token="lien"
    )
    assert resend(actor=scene.at_client(scene.client_gap), invitation=sent).demarches == ["retiree"]
    InvitationFactory(
        enterprise=scene.client,
        created_by=scene.client_gap,
        demarches=["retiree"],
        expected_name="Ana Roy",
        token="autre-lien",
    )
    assert accept_invitation(actor=person, token="autre-lien").membership.demarches == ["retiree"]

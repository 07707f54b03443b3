"""Who manages both enterprises gives a mandate to their colleagues, never to themselves."""

from __future__ import annotations

import pytest
from django.utils import timezone

from enterprises.managers.designation_services import resign
from enterprises.mandates.services import accept_mandate, propose_mandate
from enterprises.models import Mandate
from enterprises.rights.permissions import Role
from enterprises.rights.spaces import enterprise_card, people_with_access
from enterprises.rights.terms import default_end
from tests.support.enterprise_factories import GapDesignationFactory, MembershipFactory

pytestmark = pytest.mark.django_db
Side = Mandate.Side


def agree(proposing, accepting, other, side):
    """Propose a mandate of all démarches from today, and accept it."""
    terms = {"role": Role.PROPRIETAIRE, "demarches": [], "starts_on": timezone.localdate()}
    proposed = propose_mandate(actor=proposing, other=other, side=side, ends_on=default_end(), **terms)
    return accept_mandate(actor=accepting, mandate=proposed)


@pytest.mark.parametrize("proposing_side", Side)
def test_who_gave_it_for_the_client_does_not_act_by_it_once_they_left(scene, proposing_side):
    person = scene.client_gap
    GapDesignationFactory(enterprise=scene.holder, user=person, kind="co_gap")
    MembershipFactory(enterprise=scene.holder, user=person)
    colleague = MembershipFactory(enterprise=scene.holder).user
    if proposing_side == Side.CLIENT:
        mandate = agree(scene.at_client(person), scene.at_holder(person), scene.holder, proposing_side)
    else:
        mandate = agree(scene.at_holder(person), scene.at_client(person), scene.client, proposing_side)
    assert mandate.given_by_id == person.pk
    assert enterprise_card(person, scene.client.number).held_role is None
    resign(actor=scene.at_client(person), note="Fin")
    assert enterprise_card(person, scene.client.number) is None
    assert enterprise_card(colleague, scene.client.number).mandate == mandate
    acting = {actor.user for actor in people_with_access(scene.client) if actor.mandate}
    assert colleague in acting
    assert person not in acting


@pytest.mark.parametrize("proposing_side", Side)
def test_who_agreed_for_the_holder_only_acts_by_it(scene, proposing_side):
    person = scene.holder_gap
    if not scene.holder.memberships.filter(user=person).exists():
        MembershipFactory(enterprise=scene.holder, user=person)
    if proposing_side == Side.CLIENT:
        mandate = agree(
            scene.at_client(scene.client_gap), scene.at_holder(person), scene.holder, proposing_side
        )
    else:
        mandate = agree(
            scene.at_holder(person), scene.at_client(scene.client_gap), scene.client, proposing_side
        )
    assert enterprise_card(person, scene.client.number).mandate == mandate
    assert person in {actor.user for actor in people_with_access(scene.client) if actor.mandate == mandate}

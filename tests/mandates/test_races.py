"""Both enterprises decide about a mandate at once, or somebody acts by it: one comes after the other."""

from __future__ import annotations

import pytest

from dossiers.submission.services import submit
from enterprises.managers.designation_services import resign
from enterprises.mandates.services import accept_mandate, decline_mandate, end_mandate, propose_mandate
from enterprises.models import Mandate
from monespace.common.errors import NotVisible
from tests.submission.factories import ACCEPTED, DraftFactory
from tests.support.enterprise_factories import GapDesignationFactory, MandateFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db(transaction=True)


def proposed(scene):
    return propose_mandate(actor=scene.at_client(scene.client_gap), **scene.terms())


def agreeing(scene, mandate):
    actor = scene.at_holder(scene.holder_gap)
    return lambda: accept_mandate(actor=actor, mandate=mandate)


def ending(actor, mandate):
    return lambda: end_mandate(actor=actor, mandate=mandate, reason="Fin")


def accepted_while_declined(scene):
    mandate = proposed(scene)
    other = GapDesignationFactory(enterprise=scene.holder, kind="co_gap").user
    actor = scene.at_holder(other)
    return agreeing(scene, mandate), lambda: decline_mandate(actor=actor, mandate=mandate)


def accepted_while_its_manager_resigns(scene):
    mandate, actor = proposed(scene), scene.at_holder(scene.holder_gap)
    return agreeing(scene, mandate), lambda: resign(actor=actor, note="Fin")


def ended_by_both(scene):
    mandate = MandateFactory(client=scene.client, holder=scene.holder)
    client, holder = scene.at_client(scene.client_gap), scene.at_holder(scene.holder_gap)
    return ending(client, mandate), ending(holder, mandate)


def dossier_sent_while_ended(scene):
    mandate = MandateFactory(client=scene.client, holder=scene.holder)
    draft = DraftFactory(owner_user=None, owner_enterprise=scene.client, created_by=scene.employee)
    actor = scene.at_client(scene.employee)
    return (
        lambda: submit(actor=actor, dossier_id=draft.pk, declarations=ACCEPTED, language="fr"),
        ending(scene.at_client(scene.client_gap), mandate),
    )


PAIRS = {
    accepted_while_declined: [("Mandate", "MandateClosed"), ("MandateClosed", "Mandate")],
    accepted_while_its_manager_resigns: [("Mandate", "GapDesignation"), ("NotVisible", "GapDesignation")],
    ended_by_both: [("Mandate", "Mandate")],
    dossier_sent_while_ended: [("Dossier", "Mandate"), ("NotVisible", "Mandate")],
}


@pytest.mark.parametrize(("pair", "endings"), PAIRS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_two_acts_at_once_end_as_one_after_the_other(scene, pair, endings):
    results = race(*pair(scene))
    assert tuple(type(result).__name__ for result in results) in endings
    mandate = Mandate.objects.get()
    assert not (mandate.accepted_at and mandate.declined_at)
    if mandate.ended_at or not mandate.accepted_at:
        with pytest.raises(NotVisible):
            scene.at_client(scene.employee)

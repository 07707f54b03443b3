"""What a system may do is read again where it acts: a right lost since its token was read is lost."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from dossiers.clients.actors import actor_of
from dossiers.clients.verbs import Verb
from dossiers.complements.services import ask, cancel
from dossiers.deadlines.outage_services import announce_by_system
from dossiers.decisions.services import decide
from dossiers.messages.services import write_to_person
from dossiers.models import Client, ComplementRequest
from dossiers.states import State
from monespace.common.errors import Forbidden, NotVisible
from tests.api.factories import ClientFactory
from tests.api.scene import examined_elsewhere
from tests.complements.factories import asked, wanted
from tests.deadlines.scene import outage
from tests.handling.factories import CaseFactory
from tests.messages.factories import letter

pytestmark = pytest.mark.django_db


def acts(actor, dossier):
    """Return each act on a dossier, by the verb that it needs."""
    on = {"actor": actor, "dossier_id": dossier.pk}
    asking = {name: value for name, value in wanted(dossier).items() if name != "dossier_id"}
    return {
        Verb.MESSAGE: partial(write_to_person, **on, letter=letter()),
        Verb.COMPLEMENT: partial(ask, **on, **asking),
        Verb.DECIDE: partial(decide, **on, outcome=State.ACCEPTED, reasons=""),
    }


LOST = {
    "its verb": (lambda verb: {"verbs": [one for one in Verb if one != verb]}, Forbidden),
    "its service": (lambda _verb: {"services": ["another"]}, NotVisible),
    "its démarche": (lambda _verb: {"demarches": ["another"]}, NotVisible),
    "all, disabled": (lambda _verb: {"disabled_at": timezone.now()}, Forbidden),
    "all, expired": (lambda _verb: {"expires_on": timezone.localdate() - timedelta(days=1)}, Forbidden),
}


@pytest.mark.parametrize(("terms", "refusal"), LOST.values(), ids=LOST)
@pytest.mark.parametrize("verb", [Verb.MESSAGE, Verb.COMPLEMENT, Verb.DECIDE])
def test_a_right_that_was_lost_since_refuses_the_act(verb, terms, refusal):
    system, dossier = ClientFactory(), examined_elsewhere()
    actor = actor_of(system, frozenset(Verb))
    before = {field.attname: getattr(system, field.attname) for field in Client._meta.concrete_fields}
    Client.objects.filter(pk=system.pk).update(**terms(verb))
    with pytest.raises(refusal):
        acts(actor, dossier)[verb]()
    Client.objects.filter(pk=system.pk).update(**before)
    assert acts(actor, dossier)[verb]()


def test_nor_is_a_request_called_off_or_an_outage_announced():
    system, case = ClientFactory(), CaseFactory(dossier=examined_elsewhere())
    actor, request = actor_of(system, frozenset(Verb)), asked(case)
    slug = case.dossier.demarche_version.demarche.slug
    days = date(2026, 3, 10), date(2026, 3, 12)
    call_off = partial(cancel, actor=actor, dossier_id=case.pk, request_id=request.pk, reason="Inutile.")
    some = outage(*days, for_all=False, demarches=[slug], announced_by=None)
    announce = partial(announce_by_system, actor=actor, outage=some)
    Client.objects.update(verbs=[Verb.READ])
    for act in (call_off, announce):
        with pytest.raises(Forbidden):
            act()
    assert ComplementRequest.objects.open().exists()
    Client.objects.update(verbs=list(Verb))
    assert call_off().cancelled_at
    assert announce().announced_by_client == system

"""A sent dossier of a person or an enterprise, and what happens to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from dossiers.models import Dossier
from dossiers.moves import move
from dossiers.states import DossierEvent, Party, State
from enterprises.rights.permissions import Role
from monespace.common.authors import SYSTEM
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.handling.factories import make_officer
from tests.submission.factories import SentDossierFactory
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from accounts.models import User

WAY = [State.SUBMITTED, State.RECEIVED, State.IN_PROGRESS, State.ACTION_NEEDED]
BEFORE = {
    DossierEvent.TAKE_UP: (State.RECEIVED, Party.OFFICER),
    DossierEvent.ASK: (State.IN_PROGRESS, Party.OFFICER),
    DossierEvent.LAPSE: (State.ACTION_NEEDED, Party.SYSTEM),
    DossierEvent.ACCEPT: (State.IN_PROGRESS, Party.OFFICER),
    DossierEvent.ACCEPT_PARTLY: (State.IN_PROGRESS, Party.OFFICER),
    DossierEvent.REFUSE: (State.IN_PROGRESS, Party.OFFICER),
    DossierEvent.CLOSE: (State.IN_PROGRESS, Party.OFFICER),
}


def company_dossier(**given: Any) -> Dossier:
    """Return an enterprise's dossier, sent by a Propriétaire at ``sender@exemple.be``."""
    sender, enterprise = PersonFactory(email="sender@exemple.be"), EnterpriseFactory()
    MembershipFactory(enterprise=enterprise, user=sender, role=Role.PROPRIETAIRE)
    owner = {"owner_user": None, "owner_enterprise": enterprise, "created_by": sender}
    return SentDossierFactory(**owner | given)


def member(dossier: Dossier, name: str = "", **given: Any) -> User:
    """Return a member of the dossier's enterprise, a Propriétaire unless said otherwise."""
    person = PersonFactory(email=f"{name}@exemple.be" if name else "")
    return MembershipFactory(enterprise=dossier.owner_enterprise, user=person, **given).user


@transaction.atomic
def happen(dossier: Dossier, event: DossierEvent = DossierEvent.ASK, actor: Any = None) -> None:
    """Let an event happen to the dossier, by whoever may make it."""
    state, party = BEFORE.get(event, (dossier.state, Party.PERSON))
    _lead(dossier, state)
    move(
        actor=actor or (SYSTEM if party == Party.SYSTEM else make_officer()),
        party=party,
        dossier=dossier,
        event=event,
    )


def _lead(dossier: Dossier, state: State) -> None:
    """Bring the dossier to a state without telling anybody, on ways that the database lets it go."""
    here, there = WAY.index(State(dossier.state)), WAY.index(state)
    steps = WAY[here + 1 : there + 1] if there >= here else [state]
    for dossier.state in steps:
        Dossier.objects.filter(pk=dossier.pk).update(state=dossier.state)


def told(dossier: Dossier, event: DossierEvent = DossierEvent.ASK, actor: Any = None) -> list[str]:
    """Let an event happen, run the outbox, and return to whom mails went since, in order."""
    known = set(Mail.objects.values_list("pk", flat=True))
    happen(dossier, event, actor)
    drain()
    return list(Mail.objects.exclude(pk__in=known).order_by("to").values_list("to", flat=True))

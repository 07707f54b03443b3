"""What agents do with dossiers: search them, and open one for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from helpdesk.access import AgentPermission, check
from helpdesk.services import consult
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.models import Dossier
    from helpdesk.dossiers.lookup import Kind
    from helpdesk.models import Consultation


@transaction.atomic
def record_search(*, actor: User, kind: Kind, found: int) -> None:
    """Keep that the agent searched, how and with how many results; never what he typed."""
    check(actor=actor, permission=AgentPermission.FIND_DOSSIERS)
    record("helpdesk.searched", actor=actor, subject=actor, kind=kind, found=found)


@transaction.atomic
def open_dossier(*, actor: User, dossier: Dossier, reason: str, call_reference: str = "") -> Consultation:
    """Open ``dossier`` to the agent for half an hour; asked twice, the first opening stands."""
    check(actor=actor, permission=AgentPermission.OPEN_DOSSIERS)
    return consult(
        actor=actor,
        tag="dossier.consulted",
        journal_of=dossier,
        reason=reason,
        call_reference=call_reference,
        dossier=dossier,
    )

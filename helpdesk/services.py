"""What agents do: open a dossier for a reason, search, start again what failed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.groups import AgentPermission, permissions_of
from helpdesk.models import Consultation
from monespace.common.db import advisory_lock
from monespace.common.errors import Forbidden
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.models import Dossier
    from helpdesk.lookup import Kind

OPEN_FOR = timedelta(minutes=30)


def check(actor: User, permission: AgentPermission) -> None:
    """Refuse an agent whose groups do not give ``permission``."""
    if permission not in permissions_of(actor):
        raise Forbidden(permission, message=_("Votre groupe d’agents ne permet pas cette action."))


@transaction.atomic
def record_search(*, actor: User, kind: Kind, found: int) -> None:
    """Keep that the agent searched, how and with how many results; never what he typed."""
    check(actor, AgentPermission.FIND_DOSSIERS)
    record("helpdesk.searched", actor=actor, subject=actor, kind=kind, found=found)


@transaction.atomic
def open_dossier(*, actor: User, dossier: Dossier, reason: str, call_reference: str = "") -> Consultation:
    """Open ``dossier`` to the agent for half an hour; asked twice, the first opening stands."""
    check(actor, AgentPermission.OPEN_DOSSIERS)
    advisory_lock("consultation", actor.pk, dossier.pk)
    if current := Consultation.objects.current(agent=actor, dossier=dossier).first():
        return current
    now = timezone.now()
    consultation = Consultation.objects.create(
        agent=actor,
        dossier=dossier,
        reason=reason,
        call_reference=call_reference,
        started_at=now,
        ends_at=now + OPEN_FOR,
    )
    record(
        "dossier.consulted",
        actor=actor,
        subject=dossier,
        consultation=str(consultation.pk),
        reason=consultation.reason,
    )
    return consultation

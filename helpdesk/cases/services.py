"""What a case officer's pages keep: that a dossier was opened for its examination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.handling.officers import get_case, officer_of
from helpdesk.access import AgentPermission, check
from helpdesk.models import Consultation
from helpdesk.services import consult

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User


@transaction.atomic
def open_case(*, actor: User, dossier_id: UUID) -> Consultation:
    """Open a dossier of the officer's services to him for half an hour; an opening that lasts stands.

    Raises Forbidden, NotVisible.
    """
    check(actor=actor, permission=AgentPermission.HANDLE_CASES)
    dossier = get_case(officer_of(actor), dossier_id).dossier
    return consult(
        actor=actor,
        tag="dossier.consulted",
        journal_of=dossier,
        reason=Consultation.Reason.EXAMINATION,
        call_reference="",
        dossier=dossier,
    )

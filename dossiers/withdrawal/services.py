"""Withdraws a sent dossier: its people take it back, whoever decides at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.access import lock_dossier
from dossiers.moves import move
from dossiers.states import OPEN, DossierEvent, Party, State
from dossiers.submission.models import Delivery
from dossiers.withdrawal.emails import tell_service
from dossiers.withdrawal.errors import NotSentYet, TooLateToWithdraw
from dossiers.withdrawal.models import Withdrawal
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor


@transaction.atomic
def withdraw(*, actor: Actor, dossier_id: UUID, reason: str = "") -> Dossier:
    """Take the dossier back and return it; doing it twice changes nothing, and keeps the first reason.

    What was not handed over to the service yet no longer is; a service with a system of its own is written
    to. Raises NotSentYet, TooLateToWithdraw, Forbidden, NotVisible.
    """
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.SUBMIT_DOSSIERS)
    if dossier.state == State.WITHDRAWN:
        return dossier
    if dossier.state == State.DRAFT:
        raise NotSentYet
    if dossier.state not in OPEN:
        raise TooLateToWithdraw
    now = timezone.now()
    Withdrawal.objects.create(dossier=dossier, reason=reason, withdrawn_by=actor.user, withdrawn_at=now)
    Delivery.objects.of_dossier(dossier).filter(delivered_at=None).update(stopped_at=now)
    mail = tell_service(dossier=dossier, at=now)
    move(
        actor=actor,
        party=Party.PERSON,
        dossier=dossier,
        event=DossierEvent.WITHDRAW,
        facts={"mail_id": mail.pk} if mail else {},
    )
    return dossier

"""Reads of withdrawals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.states import OPEN
from dossiers.withdrawal.models import Withdrawal
from enterprises.rights.permissions import Permission
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor


def may_withdraw(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor may take this dossier back."""
    return dossier.state in OPEN and actor.can(Permission.SUBMIT_DOSSIERS)


def withdrawal_of(dossier_id: UUID) -> Withdrawal | None:
    """Return the withdrawal of a dossier, if it was withdrawn."""
    return get_or_none(Withdrawal.objects.filter(dossier=dossier_id))

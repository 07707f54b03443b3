"""Ends a draft that its people no longer want: its answers and files are deleted, the journal stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.filling.attachment_services import change_attachments
from dossiers.filling.models import StepAnswers
from dossiers.filling.selectors import attachments_of
from dossiers.filling.services import lock_draft
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from enterprises.rights.checks import require
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor


@transaction.atomic
def discard_draft(*, actor: Actor, dossier: Dossier) -> None:
    """Delete what a draft holds; NoLongerDraft when it was sent or ended meanwhile."""
    require(actor, Permission.FILL_DOSSIERS)
    lock_draft(actor=actor, dossier=dossier)
    StepAnswers.objects.filter(dossier=dossier).delete()
    leaving = list(attachments_of(dossier))
    change_attachments(actor=actor, dossier=dossier, leaving=leaving, arriving=[])
    move(actor=actor, party=Party.PERSON, dossier=dossier, event=DossierEvent.DISCARD)

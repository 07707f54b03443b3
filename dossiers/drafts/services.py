"""What a person does with a draft that is not wanted: delete it, restore it, empty it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.access import lock_dossier
from dossiers.drafts.errors import NotInTrash
from dossiers.drafts.models import TrashedDraft
from dossiers.drafts.periods import emptying_day
from dossiers.filling.attachment_services import remove_attachments
from dossiers.filling.models import StepAnswers
from dossiers.filling.selectors import attachments_of
from dossiers.filling.services import lock_draft
from dossiers.moves import move
from dossiers.states import DossierEvent, Party, State
from enterprises.rights.checks import require
from enterprises.rights.permissions import Permission
from monespace.common.db import require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor
    from monespace.common.authors import Author


@transaction.atomic
def discard_draft(*, actor: Actor, dossier: Dossier) -> None:
    """Put a draft into the trash; NoLongerDraft when it was sent or ended meanwhile."""
    require(actor, Permission.FILL_DOSSIERS)
    lock_draft(actor=actor, dossier=dossier)
    move(actor=actor, party=Party.PERSON, dossier=dossier, event=DossierEvent.DISCARD)
    put_in_trash(dossier=dossier)


@transaction.atomic
def restore(*, actor: Actor, dossier_id: UUID) -> Dossier:
    """Make what is in the trash a draft again, as it was; doing it twice changes nothing.

    Raises NotInTrash for what was emptied or never was there, Forbidden, NotVisible.
    """
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.FILL_DOSSIERS)
    found = TrashedDraft.objects.restorable().filter(pk=dossier.pk)
    if found.exists():
        move(actor=actor, party=Party.PERSON, dossier=dossier, event=DossierEvent.RESTORE, ended_at=None)
        found.delete()
    elif dossier.state != State.DRAFT:
        raise NotInTrash
    return dossier


@transaction.atomic
def empty(*, actor: Actor, dossier_id: UUID) -> None:
    """Erase at once what a draft in the trash holds; doing it twice changes nothing.

    Raises NotInTrash for what is not there, Forbidden, NotVisible.
    """
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.FILL_DOSSIERS)
    if not TrashedDraft.objects.filter(pk=dossier.pk).exists():
        raise NotInTrash
    empty_locked(actor=actor, dossier=dossier)


def put_in_trash(*, dossier: Dossier) -> None:
    """Note until when a draft that this transaction ends can be restored."""
    require_transaction()
    TrashedDraft.objects.create(dossier=dossier, empty_on=emptying_day(timezone.localdate()))


def empty_locked(*, actor: Author, dossier: Dossier) -> None:
    """Erase the answers and documents of a trashed draft that the caller holds, unless that is done."""
    require_transaction()
    full = TrashedDraft.objects.restorable().filter(pk=dossier.pk)
    if not full.update(emptied_at=timezone.now()):
        return
    StepAnswers.objects.filter(dossier=dossier).delete()
    remove_attachments(actor=actor, dossier=dossier, attachments=list(attachments_of(dossier)))
    record("draft.emptied", actor=actor, subject=dossier)

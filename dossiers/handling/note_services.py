"""Internal notes: what officers of a service tell each other about a case, and nobody else reads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from dossiers.handling.errors import Anonymised, NothingWritten
from dossiers.handling.models import InternalNote
from dossiers.handling.officers import lock_case
from dossiers.states import State
from monespace.common.db import get_or_none
from monespace.common.text import several_lines
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.handling.officers import Officer


@transaction.atomic
def add_note(*, actor: Officer, dossier_id: UUID, text: str, key: str) -> InternalNote:
    """Keep a note, also about a dossier that is decided: people call about decisions.

    ``key`` is the form's own: the same words of one form are one note. The journal keeps that there is one,
    not what it says. Raises NothingWritten, Anonymised, NotVisible.
    """
    case = lock_case(actor=actor, dossier_id=dossier_id)
    words = several_lines(text)
    if not words:
        raise NothingWritten
    note_id = uuid5(actor.user.pk, repr((str(dossier_id), key, words)))
    if kept := get_or_none(InternalNote.objects.filter(pk=note_id)):
        return kept
    if case.dossier.state == State.ANONYMISED:
        raise Anonymised
    note = InternalNote.objects.create(
        pk=note_id, case=case, author=actor.user, text=words, written_at=timezone.now()
    )
    record("case.noted", actor=actor, subject=case.dossier, note=str(note.pk))
    return note

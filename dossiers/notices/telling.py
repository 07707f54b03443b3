"""Wants an event of a dossier told, in the transaction in which it happens: one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from dossiers.notices.news import News
    from monespace.journal.models import Event

TELL: Final = "dossier.tell"


def tell(*, dossier: Dossier, news: News, recorded: Event) -> None:
    """Want the people of ``dossier`` told of what was journaled as ``recorded``, but for who did it."""
    enqueue(TELL, dossier_id=dossier.pk, event_id=recorded.pk, news=str(news))

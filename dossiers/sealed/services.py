"""Makes a sealed document of a dossier: in the outbox, once, and never in the way of what it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction

from dossiers.dossier.models import Dossier
from dossiers.sealed.content import about
from dossiers.states import State
from monespace.common.authors import SYSTEM
from monespace.journal.services import record
from monespace.sealing.services import drop_document, make_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.db.models import Manager, Model

    from dossiers.engine.schema import Definition
    from monespace.sealing.models import Kind, SealedDocument

logger = structlog.get_logger(__name__)


def seal_once(
    *,
    kind: Kind,
    dossier: Dossier,
    definition: Definition,
    at: datetime,
    data: Mapping[str, Any],
    links: Manager,
    of: Mapping[str, Model],
    then: Callable[[Dossier], None] | None = None,
) -> None:
    """Set, seal and keep a document in the dossier's language, unless another one is kept meanwhile.

    ``at`` is the moment of what it proves. A row among ``links`` ties it to what it is ``of``, by
    the name of its field; ``then`` is called in the transaction that keeps it. What fails raises, and leaves
    no file: the outbox tries again, ever more slowly.
    """
    document = make_document(
        kind=kind, language=dossier.language, about=about(definition, at), template="document", data=data
    )
    is_kept = False
    try:
        is_kept = _keep(document=document, dossier=dossier, links=links, of=of, then=then)
    finally:
        if not is_kept:
            drop_document(document)


@transaction.atomic
def _keep(
    *,
    document: SealedDocument,
    dossier: Dossier,
    links: Manager,
    of: Mapping[str, Model],
    then: Callable[[Dossier], None] | None,
) -> bool:
    """Keep the rows of the document; False when there is another one already, or the dossier is erased.

    The row of the dossier is held meanwhile: of two that were made at once, one is kept.
    """
    held = Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
    if held.state == State.ANONYMISED or links.filter(**of).exists():
        return False
    document.save(force_insert=True)
    links.create(document=document, **of)
    record(
        f"dossier.{document.kind}_sealed",
        actor=SYSTEM,
        subject=dossier,
        document_id=document.pk,
        sha256=document.sha256,
    )
    if then is not None:
        then(dossier)
    logger.info("document_sealed", kind=document.kind, document_id=str(document.pk), bytes=document.size)
    return True

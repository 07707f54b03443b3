"""Makes of a decision what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.dossiers.decisions import schemas
from api.schemas import address_of
from dossiers.clients.authorship import name_of
from dossiers.deadlines.selectors import deadline_of
from dossiers.decisions.attachments.selectors import attachments_of
from dossiers.decisions.selectors import decided_on, decision_of
from dossiers.dossier.routed import definition_for
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from dossiers.decisions.attachments.models import DecisionAttachment
    from dossiers.decisions.models import Decision
    from dossiers.dossier.models import Dossier


def address_of_decision(decision: Decision) -> str:
    """Return where what was decided on a dossier is read."""
    return address_of("decision", dossier_id=decision.dossier_id)


def told_decision(dossier: Dossier) -> schemas.Decision:
    """Return all that is told of what was decided, by the service or by its silence. Raises NotVisible."""
    definition = definition_for(dossier)
    shown = decided_on(dossier, definition, deadline_of(dossier))
    if shown is None:
        raise NotVisible
    made = decision_of(dossier.pk)
    return schemas.Decision(
        outcome=schemas.Outcome(shown.outcome.value),
        decided_at=shown.at,
        decided_by=name_of(made, "decided_by") if made else None,
        by_silence=shown.silence is not None,
        reasons=shown.reasons,
        remedies=shown.remedies,
        document=address_of("decision_document", dossier_id=dossier.pk) if shown.has_document else None,
        documents=[_told_document(one) for one in attachments_of(dossier)],
    )


def _told_document(document: DecisionAttachment) -> schemas.DecisionDocument:
    ids = {"dossier_id": document.dossier_id, "document_id": document.pk}
    return schemas.DecisionDocument(
        href=address_of("decision_attachment", **ids),
        id=document.pk,
        name=document.original_name,
        media_type=document.content_type,
        size=document.size,
        sha256=document.sha256,
        scan=document.Scan(document.scan),
    )

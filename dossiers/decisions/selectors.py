"""Reads of decisions: the one that a service made, and what was decided, whoever did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from dossiers.decisions.attachments.selectors import attachments_of
from dossiers.decisions.models import Decision, DecisionDocument
from dossiers.decisions.remedies import remedies_of
from dossiers.states import DECIDED, State
from monespace.common.db import get_or_none
from monespace.sealing.models import SealedDocument

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from dossiers.deadlines.selectors import ShownDeadline
    from dossiers.decisions.attachments.models import DecisionAttachment
    from dossiers.dossier.models import Dossier
    from dossiers.engine.limits import Silence
    from dossiers.engine.schema import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDecision:
    """What was decided on a dossier, as its pages and its document show it.

    ``at`` is when the service decided, or when its silence was noted: ``silence`` is then what the law says
    of it. ``reasons`` and ``remedies`` are in the language of the dossier, paragraphs apart by an empty line.
    ``has_document`` is false while its document is being made; ``documents`` go with it.
    """

    outcome: State
    at: datetime
    reasons: str
    remedies: str
    silence: Silence | None = None
    has_document: bool = False
    documents: Sequence[DecisionAttachment] = ()


def decision_of(dossier_id: UUID) -> Decision | None:
    """Return the decision that the service made on a dossier, if it made one."""
    return get_or_none(Decision.objects.filter(dossier=dossier_id))


def decided_on(
    dossier: Dossier, definition: Definition, deadline: ShownDeadline | None
) -> ShownDecision | None:
    """Return what was decided on a dossier, by its service or by silence; None unless it is decided."""
    if dossier.state not in DECIDED:
        return None
    outcome = State(dossier.state)
    if deadline and deadline.deadline.silent_at:
        return ShownDecision(
            outcome=outcome,
            at=deadline.deadline.silent_at,
            reasons="",
            remedies=remedies_of(definition, dossier.language),
            silence=deadline.limit.silence,
            has_document=DecisionDocument.objects.filter(dossier=dossier).exists(),
        )
    documents = DecisionDocument.objects.filter(dossier=OuterRef("dossier"))
    decisions = Decision.objects.annotate(has_document=Exists(documents))
    made: Any = get_or_none(decisions.filter(dossier=dossier))
    if made is None:
        return None
    return ShownDecision(
        outcome=outcome,
        at=made.decided_at,
        reasons=made.reasons,
        remedies=made.remedies,
        has_document=made.has_document,
        documents=list(attachments_of(dossier)),
    )


def document_of(dossier: Dossier) -> SealedDocument | None:
    """Return the sealed document of what was decided; None while it is being made, and unless decided."""
    if dossier.state not in DECIDED:
        return None
    links = DecisionDocument.objects.filter(dossier=dossier)
    return get_or_none(SealedDocument.objects.filter(pk__in=links.values("document")))

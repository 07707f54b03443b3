"""Decides on a dossier: one decision, whoever decides at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.clients.authorship import done_by, is_of
from dossiers.clients.verbs import Verb
from dossiers.decisions import errors
from dossiers.decisions.attachments.models import DecisionAttachment
from dossiers.decisions.attachments.services import keep_attachments
from dossiers.decisions.models import Decision
from dossiers.decisions.remedies import remedies_of
from dossiers.decisions.rules import require_examined, require_one_reading, require_reasons
from dossiers.decisions.selectors import decision_of
from dossiers.dossier.routed import definition_for
from dossiers.handling.acting import hold_dossier, party_of
from dossiers.moves import move
from dossiers.states import DECIDED, TRANSITIONS, Party, State
from monespace.common.db import require_transaction
from monespace.common.text import several_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from accounts.models import User
    from dossiers.dossier.models import Dossier
    from dossiers.handling.acting import ServiceActor

EVENTS = {
    way.target: way.event for way in TRANSITIONS if Party.OFFICER in way.parties and way.target in DECIDED
}


@transaction.atomic
def decide(
    *,
    actor: ServiceActor,
    dossier_id: UUID,
    outcome: State,
    reasons: str,
    attachments: Sequence[DecisionAttachment] = (),
) -> Decision:
    """Decide and return the decision, in the name of the service; deciding the same again changes nothing.

    ``outcome`` is one of DECIDED. ``reasons`` may be empty only where all is accepted; the person reads them.
    ``attachments`` are documents that were taken in for it; what they hold is part of what is decided.
    Raises AlreadyDecided, NotTakenUp, ReasonsMissing, ReasonsTooLong, NoLongerOpen, Forbidden, NotVisible,
    and SecondReadingNeeded where another officer must read it first: two people decide then, and no system.
    """
    dossier = hold_dossier(actor=actor, dossier_id=dossier_id, verb=Verb.DECIDE)
    words = several_lines(reasons)
    if made := decision_of(dossier_id):
        is_same = (made.outcome, made.reasons) == (outcome, words) and _digests(attachments) == _digests(
            DecisionAttachment.objects.filter(dossier=dossier_id)
        )
        if is_same and is_of(made, actor, "decided_by"):
            return made
        raise errors.AlreadyDecided
    require_examined(dossier.state)
    require_reasons(outcome, words)
    require_one_reading(definition_for(dossier))
    return conclude(actor=actor, dossier=dossier, outcome=outcome, reasons=words, attachments=attachments)


def conclude(
    *,
    actor: ServiceActor,
    dossier: Dossier,
    outcome: State,
    reasons: str,
    proposed_by: User | None = None,
    attachments: Sequence[DecisionAttachment] = (),
) -> Decision:
    """Write the decision on a dossier that the caller has locked and judged, and let it reach it."""
    require_transaction()
    definition = definition_for(dossier)
    decision = Decision.objects.create(
        dossier=dossier,
        outcome=outcome,
        reasons=reasons,
        remedies=remedies_of(definition, dossier.language),
        proposed_by=proposed_by,
        decided_at=timezone.now(),
        **done_by(actor, "decided_by"),
    )
    documents = keep_attachments(attachments)
    move(
        actor=actor,
        party=party_of(actor),
        dossier=dossier,
        event=EVENTS[outcome],
        facts={"decision_id": decision.pk, **({"documents": documents} if documents else {})},
    )
    return decision


def _digests(attachments: Iterable[DecisionAttachment]) -> list[str]:
    return sorted(one.sha256 for one in attachments)

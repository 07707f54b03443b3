"""Decides on a dossier: one decision, whoever decides at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.decisions import errors
from dossiers.decisions.models import LONGEST_REASONS, Decision
from dossiers.decisions.remedies import remedies_of
from dossiers.decisions.selectors import decision_of
from dossiers.handling.errors import NoLongerOpen
from dossiers.handling.officers import lock_case
from dossiers.moves import move
from dossiers.states import DECIDED, OPEN, TRANSITIONS, UNDER_EXAMINATION, Party, State
from monespace.common.text import several_lines

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.handling.officers import Officer

EVENTS = {
    way.target: way.event for way in TRANSITIONS if Party.OFFICER in way.parties and way.target in DECIDED
}


@transaction.atomic
def decide(*, actor: Officer, dossier_id: UUID, outcome: State, reasons: str) -> Decision:
    """Decide and return the decision, in the name of the service; deciding the same again changes nothing.

    ``outcome`` is one of DECIDED. ``reasons`` may be empty only where all is accepted; the person reads them.
    Raises AlreadyDecided, NotTakenUp, ReasonsMissing, ReasonsTooLong, NoLongerOpen, NotVisible.
    """
    case = lock_case(actor=actor, dossier_id=dossier_id)
    dossier, reasons = case.dossier, several_lines(reasons)
    if made := decision_of(dossier_id):
        if (made.outcome, made.reasons, made.decided_by_id) == (outcome, reasons, actor.user.pk):
            return made
        raise errors.AlreadyDecided
    if dossier.state not in OPEN:
        raise NoLongerOpen
    if dossier.state not in UNDER_EXAMINATION:
        raise errors.NotTakenUp
    require_reasons(outcome, reasons)
    definition = definition_of(dossier.demarche_version_id)
    decision = Decision.objects.create(
        dossier=dossier,
        outcome=outcome,
        reasons=reasons,
        remedies=remedies_of(definition, dossier.language),
        decided_by=actor.user,
        decided_at=timezone.now(),
    )
    move(
        actor=actor,
        party=Party.OFFICER,
        dossier=dossier,
        event=EVENTS[outcome],
        facts={"decision_id": decision.pk},
    )
    return decision


def require_reasons(outcome: State, reasons: str) -> None:
    """Raise ReasonsMissing where not all is accepted without saying why, ReasonsTooLong for endless ones."""
    if not reasons and outcome != State.ACCEPTED:
        raise errors.ReasonsMissing
    if len(reasons) > LONGEST_REASONS:
        raise errors.ReasonsTooLong

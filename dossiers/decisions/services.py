"""Decides on a dossier: one decision, whoever decides at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.decisions import errors
from dossiers.decisions.models import Decision
from dossiers.decisions.remedies import remedies_of
from dossiers.decisions.rules import require_examined, require_one_reading, require_reasons
from dossiers.decisions.selectors import decision_of
from dossiers.handling.officers import lock_case
from dossiers.moves import move
from dossiers.states import DECIDED, TRANSITIONS, Party, State
from monespace.common.db import require_transaction
from monespace.common.text import several_lines

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User
    from dossiers.handling.models import Case
    from dossiers.handling.officers import Officer

EVENTS = {
    way.target: way.event for way in TRANSITIONS if Party.OFFICER in way.parties and way.target in DECIDED
}


@transaction.atomic
def decide(*, actor: Officer, dossier_id: UUID, outcome: State, reasons: str) -> Decision:
    """Decide and return the decision, in the name of the service; deciding the same again changes nothing.

    ``outcome`` is one of DECIDED. ``reasons`` may be empty only where all is accepted; the person reads them.
    Raises AlreadyDecided, NotTakenUp, ReasonsMissing, ReasonsTooLong, NoLongerOpen, NotVisible, and
    SecondReadingNeeded where another officer must read it first.
    """
    case = lock_case(actor=actor, dossier_id=dossier_id)
    words = several_lines(reasons)
    if made := decision_of(dossier_id):
        if (made.outcome, made.reasons, made.decided_by_id) == (outcome, words, actor.user.pk):
            return made
        raise errors.AlreadyDecided
    require_examined(case.dossier.state)
    require_reasons(outcome, words)
    require_one_reading(definition_of(case.dossier.demarche_version_id))
    return conclude(actor=actor, case=case, outcome=outcome, reasons=words)


def conclude(
    *, actor: Officer, case: Case, outcome: State, reasons: str, proposed_by: User | None = None
) -> Decision:
    """Write the decision on a case that the caller has locked and judged, and let the dossier reach it."""
    require_transaction()
    dossier = case.dossier
    definition = definition_of(dossier.demarche_version_id)
    decision = Decision.objects.create(
        dossier=dossier,
        outcome=outcome,
        reasons=reasons,
        remedies=remedies_of(definition, dossier.language),
        proposed_by=proposed_by,
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

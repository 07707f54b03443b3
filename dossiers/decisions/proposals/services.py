"""Proposes a decision, and makes it once another officer has read it: never the one who proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.decisions import errors
from dossiers.decisions.proposals.models import DecisionProposal
from dossiers.decisions.rules import require_examined, require_reasons
from dossiers.decisions.selectors import decision_of
from dossiers.decisions.services import conclude
from dossiers.handling.officers import lock_case
from dossiers.states import State
from monespace.common.text import several_lines
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User
    from dossiers.decisions.models import Decision
    from dossiers.handling.models import Case
    from dossiers.handling.officers import Officer


@transaction.atomic
def propose(*, actor: Officer, dossier_id: UUID, outcome: State, reasons: str) -> DecisionProposal:
    """Propose a decision, in the place of one that waits to be read; the same again changes nothing.

    Raises NoSecondReading, AlreadyDecided, NotTakenUp, ReasonsMissing, ReasonsTooLong, NoLongerOpen,
    NotVisible.
    """
    case = lock_case(actor=actor, dossier_id=dossier_id)
    if not definition_of(case.dossier.demarche_version_id).second_reading:
        raise errors.NoSecondReading
    if decision_of(dossier_id):
        raise errors.AlreadyDecided
    require_examined(case.dossier.state)
    words = several_lines(reasons)
    require_reasons(outcome, words)
    latest = DecisionProposal.objects.latest_of(dossier_id)
    asked = (actor.user.pk, outcome, words)
    if latest and (case.proposed_by_id, latest.outcome, latest.reasons) == asked:
        return latest
    proposal = DecisionProposal.objects.create(
        dossier=case.dossier,
        number=latest.number + 1 if latest else 1,
        outcome=outcome,
        reasons=words,
        proposed_by=actor.user,
        proposed_at=timezone.now(),
    )
    _let_stand(case, actor.user)
    record("decision.proposed", actor=actor, subject=case.dossier, proposal=str(proposal.pk))
    return proposal


@transaction.atomic
def take_back(*, actor: Officer, dossier_id: UUID) -> None:
    """Let no proposal wait any more; doing it twice changes nothing. Raises AlreadyDecided, NotVisible."""
    case = lock_case(actor=actor, dossier_id=dossier_id)
    if decision_of(dossier_id):
        raise errors.AlreadyDecided
    if case.proposed_by_id is not None:
        _let_stand(case, None)
        record("decision.proposal_taken_back", actor=actor, subject=case.dossier)


@transaction.atomic
def confirm(*, actor: Officer, dossier_id: UUID, proposal_id: UUID) -> Decision:
    """Make the decision of the proposal that was read; confirming it again changes nothing.

    Raises OwnProposal, ProposalChanged when another one waits now or none, AlreadyDecided, NotTakenUp,
    NoLongerOpen, NotVisible.
    """
    case = lock_case(actor=actor, dossier_id=dossier_id)
    proposal = DecisionProposal.objects.latest_of(dossier_id)
    is_read = proposal is not None and proposal.pk == proposal_id
    if made := decision_of(dossier_id):
        if is_read and made.decided_by_id == actor.user.pk:
            return made
        raise errors.AlreadyDecided
    require_examined(case.dossier.state)
    if proposal is None or not is_read or case.proposed_by_id is None:
        raise errors.ProposalChanged
    if proposal.proposed_by_id == actor.user.pk:
        raise errors.OwnProposal
    return conclude(
        actor=actor,
        dossier=case.dossier,
        outcome=State(proposal.outcome),
        reasons=proposal.reasons,
        proposed_by=proposal.proposed_by,
    )


def _let_stand(case: Case, proposed_by: User | None) -> None:
    case.proposed_by = proposed_by
    case.save(update_fields=["proposed_by"])

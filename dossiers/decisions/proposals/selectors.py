"""Reads of proposed decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.decisions.proposals.models import DecisionProposal
from dossiers.states import UNDER_EXAMINATION

if TYPE_CHECKING:
    from dossiers.handling.models import Case


def proposal_of(case: Case) -> DecisionProposal | None:
    """Return the decision that waits to be read by another officer; None when none does."""
    if case.proposed_by_id is None or case.state not in UNDER_EXAMINATION:
        return None
    return DecisionProposal.objects.latest_of(case.pk)

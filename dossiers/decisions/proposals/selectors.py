"""Reads of proposed decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.decisions.proposals.models import DecisionProposal

if TYPE_CHECKING:
    from dossiers.handling.models import Case


def proposal_of(case: Case) -> DecisionProposal | None:
    """Return the decision that waits to be read by another officer; None when none does."""
    return DecisionProposal.objects.latest_of(case.pk) if case.is_proposed else None

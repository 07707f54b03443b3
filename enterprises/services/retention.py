"""What is forgotten once it has served: names and addresses of people who were proposed (ADR 0016)."""

from __future__ import annotations

from enterprises.models import GapProposal
from monespace.common.db import delete_in_batches


def forget_old_proposals() -> int:
    """Delete the proposals of access managers that are long over; return how many.

    Designations, their evidence and the journal stay: they say who managed the accesses, and since when.
    """
    return delete_in_batches(GapProposal.objects.long_over())

"""Reads of decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.decisions.models import Decision
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from uuid import UUID


def decision_of(dossier_id: UUID) -> Decision | None:
    """Return the decision on a dossier, if one was made."""
    return get_or_none(Decision.objects.filter(dossier=dossier_id))

"""What pages say of the pace of a démarche."""

from __future__ import annotations

from dossiers.pace.models import Pace
from monespace.common.db import get_or_none


def pace_of(slug: str) -> Pace | None:
    """Return the pace of a démarche; None when too little was decided to tell."""
    return get_or_none(Pace.objects.filter(demarche__slug=slug))

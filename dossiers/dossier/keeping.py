"""Until when a draft is kept: so many days after its last change, as its démarche says (ADR 0104)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from dossiers.catalogue.published import definition_of

if TYPE_CHECKING:
    from datetime import date

    from dossiers.dossier.models import Dossier


def kept_until(draft: Dossier) -> date:
    """Return the last day on which a draft is kept for sure if nobody changes it, as a day in Belgium."""
    days = definition_of(draft.demarche_version_id).retention.drafts_days
    return localdate(draft.updated_at) + timedelta(days=days)

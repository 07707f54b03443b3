"""Reads of mandates: for whom a person may act through them, and what an enterprise gives and holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.rights.mandate_models import Mandate, MandateStanding
from enterprises.rights.terms import offered
from monespace.common.db import get_or_not_visible

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from enterprises.register.models import Enterprise


def get_mandate(enterprise: Enterprise, mandate_id: UUID) -> Mandate:
    """Return one mandate of the enterprise, or raise NotVisible."""
    return get_or_not_visible(Mandate.objects.of(enterprise).filter(pk=mandate_id))


def mandates_of(enterprise: Enterprise) -> list[Mandate]:
    """Return every mandate the enterprise gives or holds, those awaiting an answer first, then the newest."""
    rows = Mandate.objects.of(enterprise).order_by("-proposed_at")
    order = list(MandateStanding)
    return sorted(rows, key=lambda mandate: order.index(mandate.standing))


def titles(demarches: Collection[str]) -> list[str]:
    """Return the titles of démarches, in the reader's language; one no longer published keeps its slug."""
    known = dict(offered()) if demarches else {}
    return [known.get(slug, slug) for slug in demarches]

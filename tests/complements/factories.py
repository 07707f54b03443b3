"""Dossiers that a service examines, and what it asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dossiers.complements.services import ask
from dossiers.states import State
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.factories import SubmissionFactory

TEXT = "La facture est illisible.\n\nMerci de vérifier aussi le prix."
WHY = "La facture est arrivée par la poste."
BRAND, PRICE, HAS_INVOICE, INVOICE = "velo.marque", "velo.prix", "velo.facture", "pieces.facture"


def examined(**more: Any) -> Any:
    """Return the case of a dossier that was sent, and is examined."""
    case = CaseFactory(**{"dossier__state": State.IN_PROGRESS, **more})
    SubmissionFactory(dossier=case.dossier)
    return case


def wanted(case: Any, **changes: Any) -> dict[str, Any]:
    """Return what an officer asks of a dossier, with some words changed."""
    due_on = timezone.localdate() + timedelta(days=30)
    return {"dossier_id": case.pk, "text": TEXT, "due_on": due_on, "fields": [PRICE], **changes}


def asked(case: Any, *fields: str, **changes: Any) -> Any:
    """Return a request that waits for an answer."""
    return ask(actor=make_officer(), **wanted(case, fields=fields or [PRICE], **changes))

"""What the pages of both sides of a decided dossier share: its document, or that it is being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.decisions.selectors import document_of
from monespace.sealing.downloads import being_made, hand_over

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from dossiers.dossier.models import Dossier


def hand_over_decision(request: HttpRequest, dossier: Dossier, pending: str) -> HttpResponseBase:
    """Answer with the document of a decided dossier; while it is being made, with the page ``pending``."""
    document = document_of(dossier)
    if document is None:
        return being_made(request, pending, {"dossier": dossier})
    return hand_over(document, name=f"{dossier.reference}-decision.pdf")

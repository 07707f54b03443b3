"""The sealed document of a decision, for the people of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from dossiers.access import get_dossier
from dossiers.decisions.attachments.selectors import find_attachment
from dossiers.decisions.pages import hand_over_decision
from dossiers.states import DECIDED
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.documents.downloads import hand_over

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponseBase


@require_safe
def decision_pdf(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponseBase:
    """Hand the document over; a dossier that is not decided has none and leads to its page."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    if dossier.state not in DECIDED:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    return hand_over_decision(request, dossier, "dossiers/decisions/pending.html")


@require_safe
def decision_attachment(
    request: HttpRequest, space: str, dossier_id: UUID, document_id: UUID
) -> HttpResponseBase:
    """Hand a document that goes with the decision over, to be saved, once the scan found it clean."""
    dossier = get_dossier(get_actor(request, space), dossier_id, Permission.READ_DOSSIERS)
    if dossier.state not in DECIDED:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    return hand_over(find_attachment(dossier, document_id))

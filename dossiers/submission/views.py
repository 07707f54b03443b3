"""Sending a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.languages import language_of_page
from dossiers.access import get_dossier
from dossiers.filling.forms import PREFIX, DeclarationsForm
from dossiers.filling.review import review_context
from dossiers.filling.selectors import get_draft
from dossiers.submission import services
from dossiers.submission.errors import SubmissionRefused
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from enterprises.rights.actor import Actor


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Send the dossier and go to its receipt; visiting the address only leads back to the review."""
    actor = get_actor(request, space)
    if request.method != "POST":
        dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
        page = "receipt" if dossier.submitted_at else "review"
        return redirect(f"dossiers:{page}", space=space, dossier_id=dossier_id)
    accepted = [name.removeprefix(PREFIX) for name in request.POST if name.startswith(PREFIX)]
    try:
        services.submit(
            actor=actor,
            dossier_id=dossier_id,
            declarations=accepted,
            language=language_of_page(request),
        )
    except SubmissionRefused as refusal:
        return show_refusal(request, actor, dossier_id, refusal)
    return redirect("dossiers:receipt", space=space, dossier_id=dossier_id)


def show_refusal(
    request: HttpRequest, actor: Actor, dossier_id: UUID, refusal: SubmissionRefused
) -> HttpResponse:
    """Show the review again as it was, with the reason why nothing was sent."""
    draft = get_draft(actor, dossier_id, Permission.SUBMIT_DOSSIERS)
    form = DeclarationsForm(draft.journey, request.POST)
    context = review_context(actor, draft, form, problems=[refusal.message])
    return render(request, "dossiers/filling/review.html", context, status=refusal.status)

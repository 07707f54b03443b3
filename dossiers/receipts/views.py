"""The receipt that proves a submission: its page, and its sealed PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dossiers.access import get_dossier
from dossiers.deadlines.selectors import deadline_of
from dossiers.deadlines.words import words_of_state
from dossiers.dossier.routed import definition_for
from dossiers.receipts.selectors import (
    WITH_DEADLINE,
    confirmation_of,
    context_of,
    document_of,
    first_submission_of,
    is_proved,
    receipt_of,
)
from dossiers.states import DECIDED, OPEN
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.sealing.downloads import being_made, hand_over

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponseBase


@require_safe
def receipt(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponseBase:
    """Show the proof that the dossier was sent; it needs nothing but the database."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS, among=WITH_DEADLINE)
    submission = first_submission_of(dossier) if is_proved(dossier) else None
    if submission is None:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    definition = definition_for(dossier)
    deadline = deadline_of(dossier)
    sender_is_reader = submission.actor["user_id"] == str(actor.user.pk)
    context = {
        "dossier": dossier,
        "is_open": dossier.state in OPEN,
        "is_decided": dossier.state in DECIDED,
        "state_words": words_of_state(dossier, deadline),
        "deadline": deadline,
        "sealed": receipt_of(submission),
        "sender_is_reader": sender_is_reader,
        "confirmation": confirmation_of(dossier) if sender_is_reader else None,
        **context_of(submission, definition, get_language()),
    }
    return render(request, "dossiers/receipts/receipt.html", context)


@require_safe
def receipt_pdf(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponseBase:
    """Hand the sealed receipt over; while it is being made, say so and how to have it."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    if not is_proved(dossier):
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    document = document_of(dossier)
    if document is not None:
        return hand_over(document, name=f"{dossier.reference}.pdf")
    return being_made(request, "dossiers/receipts/pending.html", {"dossier": dossier})

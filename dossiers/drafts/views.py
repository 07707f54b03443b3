"""Deleting a draft, the trash of a space, and what becomes of what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.access import get_dossier
from dossiers.catalogue.published import published_definition
from dossiers.dossier.rows import rows_of
from dossiers.drafts import services
from dossiers.drafts.errors import NotInTrash
from dossiers.drafts.periods import TRASH_DAYS
from dossiers.drafts.selectors import trash_of, trashed
from dossiers.states import State
from enterprises.rights.checks import require
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
def trash(request: HttpRequest, space: str) -> HttpResponse:
    """List the deleted drafts that can still be restored."""
    actor = get_actor(request, space)
    require(actor, Permission.FILL_DOSSIERS)
    page = page_of(request, trash_of(actor))
    context = {"page": page.showing(rows_of(actor, page.rows)), "trash_days": TRASH_DAYS}
    return render(request, "dossiers/drafts/trash.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Ask whether the draft may go; on POST put it into the trash."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.FILL_DOSSIERS)
    if dossier.state != State.DRAFT:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    if request.method == "POST":
        services.discard_draft(actor=actor, dossier=dossier)
        messages.success(request, _("Le brouillon est dans la corbeille. Vous pouvez le restaurer."))
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    definition = published_definition(dossier.demarche_version)
    context = {"dossier": dossier, "definition": definition, "trash_days": TRASH_DAYS}
    return render(request, "dossiers/drafts/discard.html", context)


@require_POST
def restore(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Make a draft of what is in the trash, and lead to where the person goes on."""
    actor = get_actor(request, space)
    get_dossier(actor, dossier_id, Permission.FILL_DOSSIERS)
    try:
        services.restore(actor=actor, dossier_id=dossier_id)
    except NotInTrash as refusal:
        messages.error(request, refusal.message)
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    messages.success(request, _("Le brouillon est restauré, avec ses réponses et ses documents."))
    return redirect("dossiers:resume", space=space, dossier_id=dossier_id)


@require_http_methods(["GET", "HEAD", "POST"])
def empty(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Ask whether what the draft holds may be erased for good; on POST erase it."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.FILL_DOSSIERS)
    found = trashed(dossier)
    if found is None or found.emptied_at is not None:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    if request.method == "POST":
        services.empty(actor=actor, dossier_id=dossier_id)
        messages.success(request, _("Les réponses et les documents du brouillon sont effacés."))
        return redirect("dossiers:trash", space=space)
    context = {"dossier": dossier, "definition": published_definition(dossier.demarche_version)}
    return render(request, "dossiers/drafts/empty.html", context)

"""The page of one item of a group, and which questions it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.languages import may_switch_language
from accounts.sessions.late_forms import keeps_late_form
from dossiers.engine.checks import MACHINERY
from dossiers.filling.errors import NoLongerDraft
from dossiers.filling.groups.place import find_place
from dossiers.filling.groups.wizard import ItemPages
from dossiers.filling.selectors import get_draft
from dossiers.filling.views import leave_sent_dossier
from dossiers.states import State
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from dossiers.filling.groups.place import Place


@keeps_late_form(aside=MACHINERY)
@require_http_methods(["GET", "HEAD", "POST"])
@may_switch_language
def item(request: HttpRequest, space: str, dossier_id: UUID, step: str, place: Place) -> HttpResponse:
    """Show an item, or save it and go back to the table; what is posted is kept at any level."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS, at_any_level=request.method == "POST")
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    found = find_place(draft, step, place)
    try:
        view = ItemPages.as_view(actor=actor, draft=found.draft, around=draft, place=found)
        return view(request, step=step)
    except NoLongerDraft:
        return leave_sent_dossier(request, actor, draft.dossier)


@require_POST
def item_questions(
    request: HttpRequest, space: str, dossier_id: UUID, step: str, place: Place
) -> JsonResponse:
    """Say which fields the page of an item shows for what is typed on it; nothing is written (ADR 0050)."""
    draft = get_draft(get_actor(request, space), dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        raise NoLongerDraft
    form = find_place(draft, step, place).draft.form(step, request.POST)
    return JsonResponse({"asked": sorted(form.asked), "calculated": form.calculated})

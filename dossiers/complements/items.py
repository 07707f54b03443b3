"""The page of one item of a group that a request opens, and which questions it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.languages import may_switch_language
from accounts.sessions.late_forms import keeps_late_form
from dossiers.complements.drafts import get_complement_draft
from dossiers.complements.errors import RequestOver
from dossiers.complements.views import show_ended
from dossiers.complements.wizard import ComplementItemPages
from dossiers.engine.checks import MACHINERY
from dossiers.engine.groups.items import Typed, kept_items
from dossiers.filling.groups.place import find_place, with_answers
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from dossiers.complements.draft import ComplementDraft
    from dossiers.filling.groups.place import ItemPlace, Place


@keeps_late_form(aside=MACHINERY)
@require_http_methods(["GET", "HEAD", "POST"])
@may_switch_language
def complement_item(
    request: HttpRequest, space: str, dossier_id: UUID, *, request_id: UUID, step: str, place: Place
) -> HttpResponse:
    """Show an item of the answer, or save it and go back to the table; posted, it is kept at any level."""
    actor = get_actor(request, space)
    is_post = request.method == "POST"
    draft = get_complement_draft(
        actor, dossier_id, request_id, Permission.FILL_DOSSIERS, at_any_level=is_post
    )
    found = opened_place(draft, step, place)
    if draft.request.is_awaited:
        view = ComplementItemPages.as_view(actor=actor, draft=found.draft, around=draft, place=found)
        try:
            return view(request, step=step)
        except RequestOver:
            pass  # it ended while this page was sent
    now = get_complement_draft(actor, dossier_id, request_id, Permission.FILL_DOSSIERS)
    if not is_post:
        return show_ended(request, actor, now)
    return show_ended(request, actor, now, step, with_typed_item(found, draft, request))


@require_POST
def complement_item_questions(
    request: HttpRequest, space: str, dossier_id: UUID, *, request_id: UUID, step: str, place: Place
) -> JsonResponse:
    """Say which fields the page of an item shows for what is typed on it; nothing is written."""
    actor = get_actor(request, space)
    draft = get_complement_draft(actor, dossier_id, request_id, Permission.FILL_DOSSIERS)
    if not draft.request.is_awaited:
        raise RequestOver
    form = opened_place(draft, step, place).draft.form(step, request.POST)
    return JsonResponse({"asked": sorted(form.asked), "calculated": form.calculated})


def opened_place(draft: ComplementDraft, step: str, place: Place) -> ItemPlace:
    """Return an item of a group that the request opens. Raises NotVisible."""
    if not draft.opens(step, place[0][0]):
        raise NotVisible
    return find_place(draft, step, place)


def with_typed_item(found: ItemPlace, draft: ComplementDraft, request: HttpRequest) -> dict[str, Any]:
    """Return the group with what was just typed of one item."""
    key = found.path[0][0]
    group: Any = draft.definition.question(f"{found.step}.{key}")
    values = found.draft.values_to_save(found.step, found.draft.form(found.step, request.POST))
    changed = Typed(found.id, values)
    items = with_answers(draft.typed.get(found.step, {}).get(key), group, found.path, changed)
    return {key: kept_items(items)}

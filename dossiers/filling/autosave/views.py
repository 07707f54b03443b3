"""The addresses that keep what is typed on the page of a step or of an item, and what they answer."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.person import person_of
from dossiers.filling.autosave.errors import NotKept, OneTooMany, in_one_line
from dossiers.filling.errors import NoLongerDraft
from dossiers.filling.groups.place import PlaceConverter, find_place
from dossiers.filling.groups.storage import ItemStorage
from dossiers.filling.saves import Typing
from dossiers.filling.selectors import get_draft
from dossiers.filling.storage import COUNT, DraftStorage
from dossiers.states import State
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import DomainError, NotVisible
from monespace.common.rate_limits import consume

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest

    from dossiers.filling.draft import Draft
    from dossiers.filling.groups.place import Place
    from enterprises.rights.actor import Actor


def told_in_one_line(keep: Callable[..., None]) -> Callable[..., JsonResponse]:
    """Answer at what time ``keep`` kept what is typed, or why it did not."""

    @wraps(keep)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            keep(request, *args, **kwargs)
        except DomainError as refusal:
            return JsonResponse({"message": in_one_line(refusal)}, status=refusal.status)
        return JsonResponse({"at": _("à %(hour)s") % {"hour": localtime().strftime("%H:%M")}})

    return answer


@require_POST
@told_in_one_line
def keep_step(request: HttpRequest, space: str, dossier_id: UUID, step: str) -> None:
    """Keep what is typed on the page of a step, right or wrong, at any level; nothing is judged."""
    actor, draft = _opened(request, space, dossier_id)
    if draft.definition.step(step) is None:
        raise NotVisible
    _keep(request, DraftStorage(request, actor=actor, draft=draft), step)


@require_POST
@told_in_one_line
def keep_item(request: HttpRequest, space: str, dossier_id: UUID, step: str, place: Place) -> None:
    """Keep what is typed on the page of an item of a group."""
    actor, draft = _opened(request, space, dossier_id)
    found = find_place(draft, step, place)
    if found.is_one_too_many:
        raise OneTooMany
    _keep(request, ItemStorage(request, actor=actor, draft=draft, place=found), step, place)


def _opened(request: HttpRequest, space: str, dossier_id: UUID) -> tuple[Actor, Draft]:
    """Return who types, and the draft; refused as the page's own buttons are."""
    actor = get_actor(request, space)
    consume("keep_typed", person_of(request).pk)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS, at_any_level=True)
    if draft.dossier.state != State.DRAFT:
        raise NoLongerDraft
    return actor, draft


def _keep(request: HttpRequest, storage: DraftStorage, step: str, place: Place = ()) -> None:
    if "unsettled" in request.POST:
        raise NotKept
    form = storage.draft.form(step, request.POST)
    page = f"{PlaceConverter().to_url(place)}/" if place else ""
    typing = Typing.read(request.POST.get(COUNT, ""), request.POST.get("typed_in", ""), page=page)
    storage.keep_typed(step, storage.draft.values_to_save(step, form), typing)

"""Adding many items at once: a list is pasted or given as a file, checked, corrected, confirmed."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.languages import chosen_language, may_switch_language
from accounts.sessions.late_forms import keeps_late_form, kept_values
from accounts.sessions.typed_forms import say_excess
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.engine.groups.question import GroupOfQuestions
from dossiers.filling.groups.lists.columns import columns_of, example_of
from dossiers.filling.groups.lists.forms import ItemsForm
from dossiers.filling.groups.lists.services import NoRoomLeft, add_items
from dossiers.filling.selectors import get_draft
from dossiers.filling.views import leave_sent_dossier
from dossiers.filling.ways import STILL_FILLING
from dossiers.states import State
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.bodies.excess import excess_of
from monespace.common.errors import NotVisible
from monespace.common.forms import shown_only

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

MACHINERY = frozenset({"csrfmiddlewaretoken", "action", "shown", "token"})
LIST, CHECK = "dossiers/filling/items_list.html", "dossiers/filling/items_list_check.html"


@keeps_late_form(aside=MACHINERY)
@require_http_methods(["GET", "HEAD", "POST"])
@may_switch_language
def items_list(request: HttpRequest, space: str, dossier_id: UUID, step: str, group: str) -> HttpResponse:
    """Check a list; add its items once it is confirmed as it was shown and nothing is wrong with it."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    question, table = _group(draft, step, group), _table_url(draft, space, step, group)
    if not draft.is_open_at(step, group):
        return redirect(table)
    form = _form(request, draft, step, question)
    context = {"form": form, "draft": draft, "group": question, "table_url": table, "example_url": "exemple/"}
    if excess := excess_of(request):
        say_excess(request, excess)
        return render(request, LIST, context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    action = request.POST.get("action")
    if _is_typing(request) or not form.is_valid():
        return render(request, LIST, context, status=422 if request.method == "POST" and form.errors else 200)
    if action != "submit" or request.POST.get("shown") != form.fingerprint:
        return render(request, CHECK, {**context, "has_changed": action == "submit"})
    return _add(request, actor, context)


@require_safe
def items_example(request: HttpRequest, space: str, dossier_id: UUID, step: str, group: str) -> HttpResponse:
    """Give a CSV with the headings, to fill in, in the reader's language."""
    draft = get_draft(get_actor(request, space), dossier_id, Permission.FILL_DOSSIERS)
    columns = columns_of(_group(draft, step, group))
    text = example_of(columns, get_language() or SOURCE_LANGUAGE)
    file = HttpResponse(text, content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="{group}.csv"'
    return file


def _add(request: HttpRequest, actor: Actor, context: dict[str, Any]) -> HttpResponse:
    """Add what was confirmed and go back to the table; say when there is no room any more."""
    form: ItemsForm = context["form"]
    try:
        add_items(actor=actor, draft=form.draft, step=form.step, group=form.group, items=form.items)
    except NoRoomLeft as refusal:
        form.say(refusal.message)
        return render(request, LIST, context, status=refusal.status)
    said = ngettext("%(count)s ligne est ajoutée.", "%(count)s lignes sont ajoutées.", len(form.items))
    messages.success(request, said % {"count": len(form.items)})
    return redirect(context["table_url"])


def _group(draft: Draft, step: str, key: str) -> GroupOfQuestions:
    """Return a group whose items a list can give; NotVisible for any other name."""
    question: Any = draft.definition.question(f"{step}.{key}")
    if not isinstance(question, GroupOfQuestions) or not columns_of(question):
        raise NotVisible
    return question


def _is_typing(request: HttpRequest) -> bool:
    """Whether the person is still at the list: it is opened, to be corrected, or read in another language."""
    posted = request.POST
    return (
        request.method != "POST"
        or posted.get("action") == "edit"
        or bool(chosen_language(request) and "shown" not in posted)
    )


def _form(request: HttpRequest, draft: Draft, step: str, group: GroupOfQuestions) -> ItemsForm:
    """Return the form with what was sent, now or too late; only shown while it is typed, or does not fit."""
    values = request.POST if request.method == "POST" else kept_values(request)
    return ItemsForm(
        shown_only(values) if values and (excess_of(request) or _is_typing(request)) else values,
        request.FILES or None,
        draft=draft,
        step=step,
        group=group,
        token=(values.get("token") if values else "") or uuid4().hex,
    )


def _table_url(draft: Draft, space: str, step: str, group: str) -> str:
    words = {"space": space, "dossier_id": draft.dossier.pk, "step": step}
    return f"{reverse('dossiers:step', kwargs=words)}?{urlencode(STILL_FILLING)}#id_{group}"

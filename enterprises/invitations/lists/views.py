"""Inviting several people: a list is typed or given as a file, checked, corrected, confirmed (ADR 0042)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.languages import may_switch_language
from accounts.sessions.late_forms import keeps_late_form, kept_values
from accounts.sessions.typed_forms import say_excess
from accounts.step_up import require_fresh
from enterprises.invitations.errors import SomeRefused
from enterprises.invitations.lists.columns import example_csv
from enterprises.invitations.lists.forms import ListForm
from enterprises.invitations.services import invite_several
from enterprises.register.errors import EnterpriseStopped
from enterprises.register.models import require_active
from enterprises.rights.door import get_manager
from enterprises.rights.forms import REFUSED_TERMS
from monespace.bodies.excess import excess_of
from monespace.common.forms import shown_only
from monespace.mail.budgets import note
from monespace.mail.errors import MailBudgetSpent

if TYPE_CHECKING:
    from django.http import HttpRequest

    from enterprises.rights.actor import Actor
    from monespace.common.errors import DomainError

REFUSED_MEANWHILE: tuple[type[DomainError], ...] = (
    SomeRefused,
    EnterpriseStopped,
    MailBudgetSpent,
    *REFUSED_TERMS,
)
LIST = "enterprises/invitations/list.html"
MACHINERY = frozenset({"csrfmiddlewaretoken", "action", "shown"})


@require_fresh
@keeps_late_form(aside=MACHINERY)
@require_http_methods(["GET", "HEAD", "POST"])
@may_switch_language
def invite_list(request: HttpRequest, space: str) -> HttpResponse:
    """Check a list; send it once it is confirmed as it was shown and nothing is wrong with it."""
    actor, enterprise = get_manager(request, space)
    is_post, action = request.method == "POST", request.POST.get("action")
    if not is_post:
        require_active(enterprise)
    if excess := excess_of(request):
        say_excess(request, excess)
        form = ListForm(shown_only(request.POST), actor=actor, enterprise=enterprise)
        return render(request, LIST, {"form": form}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    values = request.POST if is_post else kept_values(request)
    confirmed = request.POST.get("shown", "") if action == "submit" else ""
    form = ListForm(values, request.FILES or None, actor=actor, enterprise=enterprise, confirmed=confirmed)
    if action == "drop":
        form = form.without_errors()
    if form.is_bound and form.is_valid() and form.is_confirmed and (sent := _send(actor, form)):
        said = ngettext("%(count)s invitation est envoyée.", "%(count)s invitations sont envoyées.", sent)
        messages.success(request, said % {"count": sent})
        return redirect("enterprises:members", space=space)
    if form.spent:
        note(refusal=form.spent)
    if is_post and action != "edit" and form.is_valid():
        context = {"form": form, "has_changed": action == "submit"}
        return render(request, "enterprises/invitations/list_check.html", context)
    status = 422 if is_post and form.errors else 200
    return render(request, LIST, {"form": form}, status=status)


@require_safe
def example(request: HttpRequest, space: str) -> HttpResponse:
    """Give a list to fill in, in the reader's language."""
    get_manager(request, space)
    file = HttpResponse(example_csv(), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = 'attachment; filename="invitations.csv"'
    return file


def _send(actor: Actor, form: ListForm) -> int:
    """Send the invitations and return how many; what is refused meanwhile is said by the form, read anew."""
    try:
        return len(invite_several(actor=actor, invited=form.invited, message=form.cleaned_data["message"]))
    except REFUSED_MEANWHILE:
        form.refuse()
        return 0

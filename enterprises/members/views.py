"""What a GAP does with accesses, and what everybody may know of their own rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from enterprises.endings.effects import effect_lines, of_membership, with_effects
from enterprises.members.forms import ChangeForm
from enterprises.members.history import decisions_of, entries_of
from enterprises.members.selectors import get_membership, members_csv, members_of
from enterprises.members.services import change_membership, end_membership
from enterprises.register.errors import EnterpriseStopped
from enterprises.rights.checks import explain_all, require
from enterprises.rights.door import get_enterprise_actor, get_manager
from enterprises.rights.forms import REFUSED_TERMS, ReasonForm, initial_of
from enterprises.rights.permissions import Permission
from monespace.common.folding import has_words
from monespace.common.forms import render_form
from monespace.lists.paging import page_of
from monespace.lists.returning import list_address
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from monespace.common.errors import DomainError

REFUSED_CHANGES: tuple[type[DomainError], ...] = (EnterpriseStopped, *REFUSED_TERMS)


@require_fresh
@gives_typing_back
def change_access(request: HttpRequest, space: str, membership_id: UUID) -> HttpResponse:
    """Give a member another role or another last day."""
    actor, enterprise = get_manager(request, space)
    membership = get_membership(enterprise, membership_id)
    require(actor, Permission.MANAGE_MEMBERS, membership)
    form = ChangeForm(request.POST or None, enterprise=enterprise, initial=initial_of(membership))
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            change_membership(actor=actor, membership=membership, terms=form.terms, reason=reason)
        except REFUSED_CHANGES as refusal:
            form.refuse(refusal)
        else:
            said = _("L’accès de %(person)s est modifié. Cette personne en est informée par e-mail.")
            messages.success(request, said % {"person": membership.user.display_name})
            return redirect(list_address(request, "enterprises:members", space=space))
    return render_form(request, "enterprises/members/change.html", form, {"membership": membership})


@require_fresh
@gives_typing_back
def end_access(request: HttpRequest, space: str, membership_id: UUID) -> HttpResponse:
    """Say what ending an access does, ask why, then end it."""
    actor, enterprise = get_manager(request, space)
    membership = get_membership(enterprise, membership_id)
    require(actor, Permission.MANAGE_MEMBERS, membership)
    form = ReasonForm(request.POST or None)
    goes = of_membership(membership)
    if request.method == "POST" and form.is_valid():
        end_membership(actor=actor, membership=membership, reason=form.cleaned_data["reason"])
        said = _("L’accès de %(person)s a pris fin.") % {"person": membership.user.display_name}
        messages.success(request, with_effects(said, goes, actor.user))
        return redirect(list_address(request, "enterprises:members", space=space))
    context = {"membership": membership, "effect_lines": effect_lines(goes, actor.user)}
    return render_form(request, "enterprises/members/end.html", form, context)


@require_safe
def my_rights(request: HttpRequest, space: str) -> HttpResponse:
    """Say of each right whether the person has it, why, and who can help."""
    actor, _enterprise = get_enterprise_actor(request, space)
    return render(request, "enterprises/members/rights.html", {"explanations": explain_all(actor)})


@require_safe
def history(request: HttpRequest, space: str) -> HttpResponse:
    """Show who gave which access to whom, when, and why it ended."""
    _actor, enterprise = get_manager(request, space)
    decisions, words = decisions_of(enterprise), words_of(request)
    if words:
        entries = entries_of(enterprise, decisions)
        page = page_of(request, [one for one in entries if has_words(f"{one.who} {one.what}", words)])
    else:
        page = page_of(request, decisions)
        page = page.showing(entries_of(enterprise, page.rows))
    return render(request, "enterprises/members/history.html", {"page": page})


@require_safe
def export(request: HttpRequest, space: str) -> HttpResponse:
    """Give the list of members as a file."""
    _actor, enterprise = get_manager(request, space)
    file = HttpResponse(members_csv(members_of(enterprise)), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="membres-{enterprise.number}.csv"'
    return file

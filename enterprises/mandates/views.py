"""Mandates of an enterprise: those it gives, those it holds, and what its access managers do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from enterprises.endings.effects import effect_lines, of_mandate, with_effects
from enterprises.mandates.forms import MandateForm
from enterprises.mandates.selectors import get_mandate, mandates_of, titles
from enterprises.mandates.services import accept_mandate, decline_mandate, end_mandate, propose_mandate
from enterprises.register.details import details_of
from enterprises.register.models import require_active
from enterprises.rights.door import get_insider, get_manager
from enterprises.rights.forms import IN_BOTH_HISTORIES, ReasonForm
from enterprises.rights.permissions import Permission
from monespace.common.errors import DomainError
from monespace.common.forms import render_form
from monespace.common.rate_limits import consume
from monespace.lists.paging import page_of
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from enterprises.register.models import Enterprise


@require_safe
def mandates(request: HttpRequest, space: str) -> HttpResponse:
    """List the mandates the enterprise gives and holds, those awaiting an answer on top."""
    actor, enterprise = get_insider(request, space, Permission.SEE_MEMBERS)
    found, words = mandates_of(enterprise), words_of(request)
    given = [one for one in found if one.client_id == enterprise.pk and one.holder.is_meant_by(words)]
    held = [one for one in found if one.holder_id == enterprise.pk and one.client.is_meant_by(words)]
    context = {
        "given": page_of(request, given, parameter="donnes"),
        "held": page_of(request, held, parameter="recus"),
        "page": page_of(request, [*given, *held]),
        "may_manage": actor.can(Permission.MANAGE_MEMBERS),
    }
    return render(request, "enterprises/mandates/list.html", context)


@require_fresh
@gives_typing_back
def propose(request: HttpRequest, space: str) -> HttpResponse:
    """Ask for the terms of a mandate, show with whom it would be, and propose it once that is confirmed."""
    actor, enterprise = get_manager(request, space)
    require_active(enterprise)
    form = MandateForm(request.POST or None)
    if request.method == "POST" and request.POST.get("action") != "edit" and form.is_valid():
        shown = request.POST.get("shown", "")
        if shown != form.fingerprint:
            consume("find_enterprise", actor.user.pk)
            return _to_confirm(request, form, enterprise, has_changed=bool(shown))
        try:
            mandate = propose_mandate(actor=actor, **form.terms)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Le mandat est proposé. Il prendra effet une fois accepté."))
            return redirect("enterprises:mandate", space=space, mandate_id=mandate.pk)
    return render_form(request, "enterprises/mandates/propose.html", form)


def _to_confirm(
    request: HttpRequest, form: MandateForm, enterprise: Enterprise, *, has_changed: bool
) -> HttpResponse:
    """Show which enterprise has the number, and the terms, before anything is sent."""
    proposed = form.as_proposed_by(enterprise)
    context = {
        "form": form,
        "details": details_of(form.cleaned_data["number"]),
        "mandate": proposed,
        "titles": titles(proposed.demarches),
        "has_changed": has_changed,
    }
    return render(request, "enterprises/mandates/confirm.html", context)


@require_safe
def mandate(request: HttpRequest, space: str, mandate_id: UUID) -> HttpResponse:
    """Show the terms of a mandate, and to managers what they may answer."""
    actor, enterprise = get_insider(request, space, Permission.SEE_MEMBERS)
    found = get_mandate(enterprise, mandate_id)
    context = {
        "mandate": found,
        "titles": titles(found.demarches),
        "may_manage": actor.can(Permission.MANAGE_MEMBERS),
        "is_proposer": found.proposer_id == enterprise.pk,
    }
    return render(request, "enterprises/mandates/mandate.html", context)


@require_fresh
@require_POST
def accept(request: HttpRequest, space: str, mandate_id: UUID) -> HttpResponse:
    """Agree to what the other enterprise proposed."""
    actor, enterprise = get_manager(request, space)
    accept_mandate(actor=actor, mandate=get_mandate(enterprise, mandate_id))
    messages.success(request, _("Le mandat est accepté."))
    return redirect("enterprises:mandate", space=space, mandate_id=mandate_id)


@require_fresh
@require_POST
def decline(request: HttpRequest, space: str, mandate_id: UUID) -> HttpResponse:
    """Refuse what the other enterprise proposed."""
    actor, enterprise = get_manager(request, space)
    decline_mandate(actor=actor, mandate=get_mandate(enterprise, mandate_id))
    messages.success(request, _("Le mandat est refusé. Personne n’a reçu d’accès."))
    return redirect("enterprises:mandate", space=space, mandate_id=mandate_id)


@require_fresh
@gives_typing_back
def end(request: HttpRequest, space: str, mandate_id: UUID) -> HttpResponse:
    """Ask why, then end the mandate or take the proposal back."""
    actor, enterprise = get_manager(request, space)
    found = get_mandate(enterprise, mandate_id)
    form = ReasonForm(request.POST or None, read_in=IN_BOTH_HISTORIES)
    goes = of_mandate(found)
    if request.method == "POST" and form.is_valid():
        end_mandate(actor=actor, mandate=found, reason=form.cleaned_data["reason"])
        said = _("Le mandat est terminé : il ne donne plus aucun accès.")
        messages.success(request, with_effects(said, goes, actor.user))
        return redirect("enterprises:mandate", space=space, mandate_id=mandate_id)
    context = {"mandate": found, "effect_lines": effect_lines(goes, actor.user)}
    return render_form(request, "enterprises/mandates/end.html", form, context)

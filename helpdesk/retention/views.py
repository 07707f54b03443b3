"""The pages about retention: what is erased soon, and what is kept longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.retention.errors import HoldRefused
from dossiers.states import State
from helpdesk.access import AgentPermission, agents_only
from helpdesk.dossiers.selectors import get_dossier
from helpdesk.lists import latest_page
from helpdesk.retention import selectors, services
from helpdesk.retention.forms import HoldForm
from monespace.common.forms import render_form

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

HOLD = AgentPermission.HOLD_DOSSIERS


@agents_only(HOLD)
@require_safe
def retention(request: AgentRequest) -> HttpResponse:
    """Show what is erased in the next thirty days by démarche, and what agents keep longer."""
    context = {
        "going": selectors.going(get_language() or "fr"),
        "page": latest_page(request, selectors.holds()),
    }
    return render(request, "helpdesk/retention/retention.html", context)


@agents_only(HOLD)
@gives_typing_back
def hold_dossier(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Ask why a dossier is to be kept longer, and keep it."""
    dossier = get_dossier(dossier_id)
    if request.method != "POST" and dossier.state == State.ANONYMISED:
        return redirect("admin:dossier", dossier_id=dossier_id)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.hold_dossier(actor=request.user, dossier_id=dossier_id, **form.cleaned_data)
        except HoldRefused as refusal:
            form.add_error("reason", refusal.message)
        else:
            messages.success(request, _("Ce dossier est gardé tant que personne n’y met fin."))
            return redirect("admin:retention")
    return render_form(request, "helpdesk/retention/hold.html", form, {"dossier": dossier})


@agents_only(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def end_hold(request: AgentRequest, hold_id: UUID) -> HttpResponse:
    """Say what follows once a dossier is no longer kept, and let it go once that is confirmed."""
    if request.method == "POST":
        services.end_hold(actor=request.user, hold_id=hold_id)
        messages.success(request, _("Ce motif ne retient plus le dossier."))
        return redirect("admin:retention")
    return render(request, "helpdesk/retention/end.html", {"hold": selectors.get_hold(hold_id)})

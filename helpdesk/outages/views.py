"""The pages of outages: those announced, and a new one, whose effects are shown before it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from dossiers.deadlines.errors import EffectsChanged
from dossiers.deadlines.outages import effects_of, fingerprint_of
from helpdesk.access import AgentPermission, agents_only
from helpdesk.lists import ROWS_PER_PAGE, latest_page
from helpdesk.outages import selectors, services
from helpdesk.outages.forms import OutageForm
from monespace.common.forms import render_form
from monespace.common.rate_limits import consume

if TYPE_CHECKING:
    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

ANNOUNCE = AgentPermission.ANNOUNCE_OUTAGES


@agents_only(ANNOUNCE)
@require_safe
def outages(request: AgentRequest) -> HttpResponse:
    """List the outages that were announced, the latest first."""
    page = latest_page(request, selectors.outages(), per_page=ROWS_PER_PAGE)
    return render(request, "helpdesk/outages/list.html", {"page": page})


@agents_only(ANNOUNCE)
@require_fresh
@gives_typing_back
def new_outage(request: AgentRequest) -> HttpResponse:
    """Ask about an outage, show what it changes, and announce it once it is confirmed as shown."""
    form = OutageForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render_form(request, "helpdesk/outages/new.html", form)
    if request.POST.get("action") == "announce":
        consume("announce_outage", request.user.pk)
        try:
            services.announce_outage(
                actor=request.user, outage=form.outage, shown=request.POST.get("shown", "")
            )
        except EffectsChanged as changed:
            messages.warning(request, changed.message)
        else:
            messages.success(request, _("La panne est annoncée. Le portail recalcule les délais."))
            return redirect("admin:outages")
    effects = effects_of(form.outage)
    context = {"form": form, "effects": effects, "shown": fingerprint_of(form.outage, effects)}
    return render(request, "helpdesk/outages/new.html", context)

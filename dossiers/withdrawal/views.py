"""Withdrawing a dossier: what it means is shown before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.access import get_dossier
from dossiers.dossier.routed import definition_for
from dossiers.states import OPEN
from dossiers.withdrawal import services
from dossiers.withdrawal.errors import WithdrawalRefused
from dossiers.withdrawal.forms import WithdrawalForm
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.forms import render_form

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@sensitive_post_parameters("reason")
@gives_typing_back
def withdraw(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Say what a withdrawal means and ask why; on POST withdraw, and lead back to the dossier."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.SUBMIT_DOSSIERS)
    if request.method != "POST" and dossier.state not in OPEN:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    is_sent = request.method == "POST" or request.POST  # in another language, a page comes back with its form
    form = WithdrawalForm(request.POST if is_sent else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(actor=actor, dossier_id=dossier_id, **form.cleaned_data)
        except WithdrawalRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("La demande est retirée."))
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    context = {"dossier": dossier, "definition": definition_for(dossier)}
    return render_form(request, "dossiers/withdrawal/withdraw.html", form, context)

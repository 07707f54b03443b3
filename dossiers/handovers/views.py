"""Handing a draft over to a colleague: who may take it up, and what will happen, before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.access import get_dossier
from dossiers.catalogue.published import published_definition
from dossiers.filling.services import require_draft
from dossiers.handovers import services
from dossiers.handovers.errors import EnterpriseStopped, HandedMeanwhile, NoLongerAble, NotReady
from dossiers.handovers.forms import HandoverForm
from dossiers.handovers.models import Handover
from dossiers.handovers.selectors import latest_of, offered_to
from dossiers.states import State
from enterprises.register.models import require_active
from enterprises.rights.door import get_insider
from enterprises.rights.permissions import Permission
from monespace.common.forms import render_form

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from enterprises.rights.actor import Actor

Purpose = Handover.Purpose


@sensitive_post_parameters("message")
@gives_typing_back
def hand_over(request: HttpRequest, space: str, dossier_id: UUID, purpose: Purpose) -> HttpResponse:
    """Ask to whom, and say what will happen; on POST hand the draft over, and lead back to it."""
    actor, _enterprise = get_insider(request, space, Permission.FILL_DOSSIERS)
    dossier = get_dossier(actor, dossier_id, Permission.FILL_DOSSIERS)
    if request.method == "POST":
        require_draft(dossier)
    elif dossier.state != State.DRAFT:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    require_active(*actor.enterprises, refusal=EnterpriseStopped)
    is_sent = request.method == "POST" or request.POST  # in another language, a page comes back with its form
    colleagues = offered_to(actor, dossier, purpose)
    form = HandoverForm(request.POST if is_sent else None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        wanted = {"dossier_id": dossier_id, "purpose": purpose, "seen": request.POST.get("seen", "")}
        if handed := _handed_over(actor, form, wanted):
            said = _("Ce brouillon est confié à %(name)s, à qui nous écrivons un e-mail.")
            messages.success(request, said % {"name": handed.handed_to.display_name})
            return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    latest = latest_of(dossier)
    context = {
        "dossier": dossier,
        "definition": published_definition(dossier.demarche_version),
        "is_to_send": purpose is Purpose.SEND,
        "has_colleagues": bool(colleagues),
        "handover": latest,
        "seen": latest.pk if latest else "",
    }
    return render_form(request, "dossiers/handovers/hand_over.html", form, context)


def _handed_over(actor: Actor, form: HandoverForm, wanted: dict[str, Any]) -> Handover | None:
    """Hand the draft over; what the form's page can mend is shown there, with what was typed."""
    message = form.cleaned_data["message"]
    try:
        return services.hand_over(actor=actor, colleague_id=form.colleague_id, message=message, **wanted)
    except (HandedMeanwhile, NoLongerAble, NotReady) as refusal:
        form.refuse(refusal)
        return None

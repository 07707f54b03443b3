"""The page of what failed, and the buttons that start it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.webhooks.selectors import endpoints_in_trouble
from helpdesk.access import AgentPermission, agents_only
from helpdesk.failures import selectors, services
from helpdesk.failures.causes import cause_of_delivery
from helpdesk.failures.forms import LotForm, RetryLotForm
from helpdesk.failures.lots import MOST_AT_ONCE, deliveries_of, lots
from helpdesk.lists import latest_page
from monespace.common.forms import render_form
from monespace.lists.returning import list_address

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

FAILURES_PER_PAGE = 10
NOTHING_LEFT = gettext_lazy("Elle n’attendait plus : quelqu’un l’a relancée, ou elle a réussi.")


@agents_only(AgentPermission.RETRY_FAILURES)
@require_safe
def failures(request: AgentRequest) -> HttpResponse:
    """List the hand-overs that fail, and the operations that the portal gave up."""
    failing, given_up = selectors.failing_deliveries(), selectors.given_up()
    deliveries = latest_page(request, failing, per_page=FAILURES_PER_PAGE, parameter="livraisons")
    operations = latest_page(request, given_up, per_page=FAILURES_PER_PAGE, parameter="operations")
    context = {
        "deliveries": deliveries.showing(selectors.troubles_of(deliveries.rows)),
        "operations": operations.showing(map(selectors.Operation, operations.rows)),
        "lanes": selectors.standing(),
        "endpoints": endpoints_in_trouble(),
    }
    return render(request, "helpdesk/failures.html", context)


@agents_only(AgentPermission.RETRY_FAILURES)
@require_http_methods(["GET", "HEAD", "POST"])
def retry_lot(request: AgentRequest) -> HttpResponse:
    """List the lots, or say how many of one wait, ask why, and start them again."""
    chosen = LotForm(request.POST or request.GET, auto_id="chosen_%s")
    if not chosen.is_valid():
        return render(request, "helpdesk/lots.html", {"lots": lots()})
    waiting = deliveries_of(**chosen.lot)[: MOST_AT_ONCE + 1].count()
    form = RetryLotForm(request.POST or None, initial=chosen.cleaned_data)
    if request.method == "POST" and form.is_valid():
        number = services.retry_lot(actor=request.user, why=form.cleaned_data["why"], **form.lot)
        said = ngettext("%(number)s livraison est relancée.", "%(number)s livraisons sont relancées.", number)
        messages.success(request, said % {"number": number})
        return redirect("admin:failures")
    context = {
        "chosen": chosen,
        "cause": cause_of_delivery(chosen.cleaned_data["code"]),
        "waiting": min(waiting, MOST_AT_ONCE),
        "more": waiting > MOST_AT_ONCE,
    }
    return render_form(request, "helpdesk/retry_lot.html", form, context)


@agents_only(AgentPermission.RETRY_FAILURES)
@require_POST
def reopen_lane(request: AgentRequest) -> HttpResponse:
    """Go on at once with a correspondent who is left alone."""
    if services.reopen_lane(actor=request.user, name=request.POST.get("lane", "")):
        messages.success(request, _("La file reprend : un premier envoi part pour voir."))
    else:
        messages.info(request, _("Elle ne faisait plus de pause : rien n’a changé."))
    return redirect(list_address(request, "admin:failures"))


@agents_only(AgentPermission.RETRY_FAILURES)
@require_POST
def retry_message(request: AgentRequest, message_id: int) -> HttpResponse:
    """Start a message again."""
    if services.retry_message(actor=request.user, message_id=message_id):
        messages.success(request, _("L’opération est relancée."))
    else:
        messages.info(request, NOTHING_LEFT)
    return redirect(list_address(request, "admin:failures"))


@agents_only(AgentPermission.RETRY_FAILURES)
@require_POST
def retry_delivery(request: AgentRequest, delivery_id: UUID) -> HttpResponse:
    """Start a delivery again."""
    if services.retry_delivery(actor=request.user, delivery_id=delivery_id):
        messages.success(request, _("La livraison est relancée."))
    else:
        messages.info(request, NOTHING_LEFT)
    return redirect(list_address(request, "admin:failures"))

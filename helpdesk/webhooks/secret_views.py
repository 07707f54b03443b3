"""The pages about secrets that sign: a second one, shown once, and the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.step_up import require_fresh
from dossiers.webhooks.selectors import get_endpoint
from helpdesk.access import AgentPermission, agents_only
from helpdesk.clients.forms import SecretForm
from helpdesk.webhooks import services
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

MANAGE = AgentPermission.MANAGE_CLIENTS
READ_AND_SEND = ["GET", "HEAD", "POST"]


@agents_only(MANAGE)
@require_fresh
@require_http_methods(READ_AND_SEND)
def add_endpoint_secret(request: AgentRequest, endpoint_id: UUID) -> HttpResponse:
    """Say what a second secret is for, and show it this once."""
    found = get_endpoint(endpoint_id)
    if request.method != "POST":
        form = SecretForm(initial={"number": uuid4()})
        return render(request, "helpdesk/webhooks/add_secret.html", {"endpoint": found, "form": form})
    form = SecretForm(request.POST)
    if not form.is_valid():
        return redirect("admin:add_endpoint_secret", endpoint_id=endpoint_id)
    number = form.cleaned_data["number"]
    try:
        secret = services.add_endpoint_secret(actor=request.user, endpoint_id=endpoint_id, secret_id=number)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("admin:endpoint", endpoint_id=endpoint_id)
    return show_secret(request, endpoint_id, secret)


@agents_only(MANAGE)
@require_fresh
@require_http_methods(READ_AND_SEND)
def end_endpoint_secret(request: AgentRequest, endpoint_id: UUID, secret_id: UUID) -> HttpResponse:
    """Say what goes with a secret, and end it once that is confirmed."""
    found = get_endpoint(endpoint_id)
    if request.method != "POST":
        return render(request, "helpdesk/webhooks/end_secret.html", {"endpoint": found})
    try:
        services.end_endpoint_secret(actor=request.user, endpoint_id=endpoint_id, secret_id=secret_id)
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("C’est noté : ce secret ne signe plus rien."))
    return redirect("admin:endpoint", endpoint_id=endpoint_id)


def show_secret(request: AgentRequest, endpoint_id: UUID, secret: str) -> HttpResponse:
    """Show a secret that nobody can read again; a form sent twice has shown it before."""
    if secret:
        context = {"endpoint_id": endpoint_id, "secret": secret}
        return render(request, "helpdesk/webhooks/secret.html", context)
    messages.warning(request, _("Ce secret a déjà été montré : il ne se lit qu’une fois."))
    return redirect("admin:endpoint", endpoint_id=endpoint_id)

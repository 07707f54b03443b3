"""The pages about systems of services: those connected, one of them, and what changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from dossiers.clients.selectors import disabled_clients, get_client, secrets_of, standing_clients
from dossiers.webhooks.selectors import endpoints_of
from helpdesk.access import AgentPermission, agents_only
from helpdesk.clients import selectors, services
from helpdesk.clients.forms import ChangeForm, ClientForm, SecretForm, as_said
from helpdesk.lists import ROWS_PER_PAGE
from monespace.common.errors import DomainError
from monespace.common.forms import render_form
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

MANAGE = AgentPermission.MANAGE_CLIENTS
READ_AND_SEND = ["GET", "HEAD", "POST"]


@agents_only(MANAGE)
@require_safe
def clients(request: AgentRequest) -> HttpResponse:
    """List the systems that are connected, and those that no longer are."""
    language = get_language() or "fr"
    page = page_of(request, standing_clients(), per_page=ROWS_PER_PAGE)
    disabled = page_of(request, disabled_clients(), parameter="desactives")
    context = {
        "page": page.showing(selectors.shown(page.rows, language)),
        "disabled": disabled.showing(selectors.shown(disabled.rows, language)),
    }
    return render(request, "helpdesk/clients/list.html", context)


@agents_only(MANAGE)
@require_safe
def client(request: AgentRequest, client_id: UUID) -> HttpResponse:
    """Show a system: what it may do, and which secrets stand."""
    found = get_client(client_id)
    [shown] = selectors.shown([found], get_language() or "fr")
    context = {
        "shown": shown,
        "client": found,
        "secrets": secrets_of(found),
        "endpoints": endpoints_of(found),
    }
    return render(request, "helpdesk/clients/client.html", context)


@agents_only(MANAGE)
@require_fresh
@gives_typing_back
def new_client(request: AgentRequest) -> HttpResponse:
    """Ask about a system, connect it, and show its secret this once."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            made, secret = services.register_client(actor=request.user, client_id=number, terms=form.terms)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _show_secret(request, made.pk, secret)
    return render_form(request, "helpdesk/clients/edit.html", form, {"client": None})


@agents_only(MANAGE)
@require_fresh
@gives_typing_back
def change_client(request: AgentRequest, client_id: UUID) -> HttpResponse:
    """Ask what a system may do from now on, and change it."""
    found = get_client(client_id)
    form = _form(request, ChangeForm, initial=as_said(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_client(actor=request.user, client_id=client_id, terms=form.terms)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est noté : cela vaut dès la prochaine requête du système."))
            return redirect("admin:client", client_id=client_id)
    return render_form(request, "helpdesk/clients/edit.html", form, {"client": found})


@agents_only(MANAGE)
@require_fresh
@require_http_methods(READ_AND_SEND)
def add_client_secret(request: AgentRequest, client_id: UUID) -> HttpResponse:
    """Say what a second secret is for, and show it this once."""
    found = get_client(client_id)
    if request.method != "POST":
        form = SecretForm(initial={"number": uuid4()})
        return render(request, "helpdesk/clients/add_secret.html", {"client": found, "form": form})
    form = SecretForm(request.POST)
    if not form.is_valid():
        return redirect("admin:add_client_secret", client_id=client_id)
    number = form.cleaned_data["number"]
    try:
        secret = services.add_secret(actor=request.user, client_id=client_id, secret_id=number)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("admin:client", client_id=client_id)
    return _show_secret(request, client_id, secret)


@agents_only(MANAGE)
@require_fresh
@require_http_methods(READ_AND_SEND)
def end_client_secret(request: AgentRequest, client_id: UUID, secret_id: UUID) -> HttpResponse:
    """Say what goes with a secret, and end it once that is confirmed."""
    found = get_client(client_id)
    if request.method == "POST":
        services.end_secret(actor=request.user, client_id=client_id, secret_id=secret_id)
        messages.success(request, _("C’est noté : ce secret n’est plus valable."))
        return redirect("admin:client", client_id=client_id)
    return render(request, "helpdesk/clients/end_secret.html", {"client": found})


@agents_only(MANAGE)
@require_fresh
@require_http_methods(READ_AND_SEND)
def disable_client(request: AgentRequest, client_id: UUID) -> HttpResponse:
    """Say that a system is disabled for good, and do it once that is confirmed."""
    found = get_client(client_id)
    if request.method == "POST":
        services.disable_client(actor=request.user, client_id=client_id)
        messages.success(request, _("C’est noté : ce système n’entre plus."))
        return redirect("admin:clients")
    return render(request, "helpdesk/clients/disable.html", {"client": found})


def _form(
    request: AgentRequest, kind: type[ClientForm] = ClientForm, initial: dict[str, Any] | None = None
) -> ClientForm:
    return kind(
        request.POST or None,
        initial=initial,
        services=selectors.services_offered(get_language() or "fr"),
        demarches=selectors.demarches_offered(),
    )


def _show_secret(request: AgentRequest, client_id: UUID, secret: str) -> HttpResponse:
    """Show a secret that nobody can read again; a form sent twice has shown it before."""
    if secret:
        return render(request, "helpdesk/clients/secret.html", {"client_id": client_id, "secret": secret})
    messages.warning(request, _("Ce secret a déjà été montré : il ne se lit qu’une fois."))
    return redirect("admin:client", client_id=client_id)

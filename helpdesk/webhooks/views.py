"""The pages about an address of a system: what it is told, what changes it, and events sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from dossiers.clients.selectors import get_client
from dossiers.webhooks.reasons import DISABLING, ENABLING
from dossiers.webhooks.replaying import events_of
from dossiers.webhooks.selectors import get_endpoint, secrets_of, standing_of
from helpdesk.access import AgentPermission, agents_only
from helpdesk.webhooks import services
from helpdesk.webhooks.causes import cause_of
from helpdesk.webhooks.forms import (
    ChangeForm,
    EndpointForm,
    ReasonForm,
    ReplayForm,
    words_of,
)
from helpdesk.webhooks.secret_views import show_secret
from monespace.common.errors import DomainError
from monespace.common.forms import render_form

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

MANAGE = AgentPermission.MANAGE_CLIENTS


@agents_only(MANAGE)
@require_safe
def endpoint(request: AgentRequest, endpoint_id: UUID) -> HttpResponse:
    """Show an address: its events, how sending there goes, and which secrets sign."""
    found = get_endpoint(endpoint_id)
    standing = standing_of(found)
    context = {
        "endpoint": found,
        "events": [words_of(event) for event in found.event_types],
        "standing": standing,
        "cause": cause_of(standing.code) if standing.code else "",
        "secrets": secrets_of(found),
    }
    return render(request, "helpdesk/webhooks/endpoint.html", context)


@agents_only(MANAGE)
@require_fresh
@gives_typing_back
def new_endpoint(request: AgentRequest, client_id: UUID) -> HttpResponse:
    """Ask where a system is told of what, begin, and show the secret this once."""
    client = get_client(client_id)
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made, secret = services.add_endpoint(
                actor=request.user,
                client_id=client_id,
                endpoint_id=said["number"],
                url=said["url"],
                event_types=said["event_types"],
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return show_secret(request, made.pk, secret)
    return render_form(request, "helpdesk/webhooks/edit.html", form, {"client": client, "endpoint": None})


@agents_only(MANAGE)
@require_fresh
@gives_typing_back
def change_endpoint(request: AgentRequest, endpoint_id: UUID) -> HttpResponse:
    """Ask where and of what a system is told from now on, and change it."""
    found = get_endpoint(endpoint_id)
    initial = {"number": found.pk, "url": found.url, "event_types": found.event_types}
    form = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.change_endpoint(
                actor=request.user,
                endpoint_id=endpoint_id,
                url=said["url"],
                event_types=said["event_types"],
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est noté : cela vaut dès le prochain envoi."))
            return redirect("admin:endpoint", endpoint_id=endpoint_id)
    context = {"client": found.client, "endpoint": found}
    return render_form(request, "helpdesk/webhooks/edit.html", form, context)


@agents_only(MANAGE)
@require_fresh
@gives_typing_back
def disable_endpoint(request: AgentRequest, endpoint_id: UUID) -> HttpResponse:
    """Say what no longer leaves, ask why, and disable an address."""
    found = get_endpoint(endpoint_id)
    form = ReasonForm(request.POST or None, reasons=DISABLING)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.disable_endpoint(actor=request.user, endpoint_id=endpoint_id, reason=reason)
        messages.success(request, _("C’est noté : plus rien ne part vers cette adresse."))
        return redirect("admin:endpoint", endpoint_id=endpoint_id)
    return render_form(request, "helpdesk/webhooks/disable.html", form, {"endpoint": found})


@agents_only(MANAGE)
@require_fresh
@gives_typing_back
def enable_endpoint(request: AgentRequest, endpoint_id: UUID) -> HttpResponse:
    """Say what leaves again, ask why, and enable an address."""
    found = get_endpoint(endpoint_id)
    form = ReasonForm(request.POST or None, reasons=ENABLING)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.enable_endpoint(actor=request.user, endpoint_id=endpoint_id, reason=reason)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("C’est noté : ce qui arrive désormais part de nouveau."))
        return redirect("admin:endpoint", endpoint_id=endpoint_id)
    return render_form(request, "helpdesk/webhooks/enable.html", form, {"endpoint": found})


@agents_only(MANAGE)
@require_fresh
@gives_typing_back
def replay_events(request: AgentRequest, endpoint_id: UUID) -> HttpResponse:
    """Ask which days are sent again and why, show how many events that is, and send them once confirmed."""
    found = get_endpoint(endpoint_id)
    form = ReplayForm(request.POST or None)
    context: dict[str, Any] = {"endpoint": found, "count": None}
    if request.method != "POST" or not form.is_valid():
        return render_form(request, "helpdesk/webhooks/replay.html", form, context)
    try:
        context["count"] = len(events_of(found, form.period))
        if request.POST.get("action") == "replay":
            said = form.cleaned_data
            count = services.replay_events(
                actor=request.user,
                endpoint_id=endpoint_id,
                period=form.period,
                reason=said["reason"],
                number=said["number"],
            )
            told = ngettext("%(count)s événement repart.", "%(count)s événements repartent.", count)
            messages.success(request, told % {"count": count})
            return redirect("admin:endpoint", endpoint_id=endpoint_id)
    except DomainError as refusal:
        form.refuse(refusal)
    return render_form(request, "helpdesk/webhooks/replay.html", form, context)


@agents_only(AgentPermission.RETRY_FAILURES)
@require_POST
def retry_events(request: AgentRequest, endpoint_id: UUID) -> HttpResponse:
    """Try again what was given up of an address."""
    count = services.retry_events(actor=request.user, endpoint_id=endpoint_id)
    if count:
        told = ngettext("%(count)s événement repart.", "%(count)s événements repartent.", count)
        messages.success(request, told % {"count": count})
    else:
        messages.info(request, _("Plus rien n’attendait : quelqu’un l’a relancé, ou tout est arrivé."))
    return redirect("admin:endpoint", endpoint_id=endpoint_id)

"""The pages of message templates: those of the officer's services, a new one, one to change or to retire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.handling.officers import officer_of
from dossiers.messages.selectors import templates_for
from dossiers.messages.template_services import add_template, change_template, end_template
from helpdesk.access import AgentPermission, agents_only
from helpdesk.cases.message_templates.forms import TEXTS, MessageTemplateForm
from helpdesk.cases.message_templates.selectors import template_of
from helpdesk.cases.selectors import services_of
from monespace.common.errors import DomainError
from monespace.common.forms import render_form
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

HANDLE = AgentPermission.HANDLE_CASES


@agents_only(HANDLE)
@require_safe
def message_templates(request: AgentRequest) -> HttpResponse:
    """List the texts that the officer's services keep ready."""
    officer = officer_of(request.user)
    names = {one.key: one.name for one in services_of(officer, get_language() or "fr")}
    page = page_of(request, templates_for(officer))
    rows = [(template, names[template.service]) for template in page.rows]
    context = {"page": page.showing(rows), "service_count": len(names)}
    return render(request, "helpdesk/cases/message_templates/list.html", context)


@agents_only(HANDLE)
@gives_typing_back
def new_message_template(request: AgentRequest) -> HttpResponse:
    """Ask for a text to keep ready, and keep it."""
    officer = officer_of(request.user)
    if not officer.services:
        return redirect("admin:message_templates")
    form = MessageTemplateForm(request.POST or None, services=services_of(officer, get_language() or "fr"))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    service, title = form.cleaned_data["service"], form.cleaned_data["title"]
    try:
        add_template(actor=officer, service=service, title=title, texts=form.texts)
    except DomainError as refusal:
        form.add_error("title", refusal.message)
        return _page(request, form)
    messages.success(request, _("Le modèle est enregistré."))
    return redirect("admin:message_templates")


@agents_only(HANDLE)
@gives_typing_back
def message_template(request: AgentRequest, template_id: UUID) -> HttpResponse:
    """Show a text that is kept ready, and change it."""
    officer = officer_of(request.user)
    template = template_of(officer, template_id)
    [service] = [
        one.name for one in services_of(officer, get_language() or "fr") if one.key == template.service
    ]
    shown = {"template": template, "service": service}
    saved = {name: getattr(template, name) for name in ("title", *(f"text_{code}" for code in TEXTS))}
    form = MessageTemplateForm(request.POST or None, initial=saved)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, **shown)
    title = form.cleaned_data["title"]
    try:
        change_template(actor=officer, template_id=template_id, title=title, texts=form.texts)
    except DomainError as refusal:
        form.add_error("title", refusal.message)
        return _page(request, form, **shown)
    messages.success(request, _("Le modèle est modifié. Les messages déjà envoyés ne changent pas."))
    return redirect("admin:message_templates")


@agents_only(HANDLE)
@require_POST
def end_message_template(request: AgentRequest, template_id: UUID) -> HttpResponse:
    """Take a text out of use."""
    end_template(actor=officer_of(request.user), template_id=template_id)
    messages.success(request, _("Le modèle est retiré. Les messages déjà envoyés ne changent pas."))
    return redirect("admin:message_templates")


def _page(request: AgentRequest, form: MessageTemplateForm, **context: Any) -> HttpResponse:
    return render_form(request, "helpdesk/cases/message_templates/edit.html", form, context)

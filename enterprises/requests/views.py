"""A person asks the access managers of an enterprise for a role, and follows the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.person import person_of
from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from enterprises.register.models import require_active
from enterprises.register.search import find_enterprises, get_enterprise
from enterprises.requests import selectors, services
from enterprises.requests.errors import RequestClosed
from enterprises.requests.forms import AnswerForm, FindForm, RequestForm
from enterprises.rights.door import get_manager
from enterprises.rights.selectors import is_managed, manages_alone
from monespace.common.errors import DomainError
from monespace.common.folding import has_words
from monespace.common.forms import render_form
from monespace.common.rate_limits import consume
from monespace.lists.paging import page_of
from monespace.lists.returning import list_address
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from enterprises.requests.models import AccessRequest
    from enterprises.rights.actor import Actor


@sensitive_post_parameters("text")
@gives_typing_back
def find(request: HttpRequest) -> HttpResponse:
    """Find an enterprise; the search is posted, so that no name stands in an address or a log."""
    form = FindForm(request.POST or None)
    context: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        consume("find_enterprise", person_of(request).pk)
        context["found"] = find_enterprises(form.cleaned_data["text"])
    return render_form(request, "enterprises/requests/find.html", form, context)


@gives_typing_back
def request_access(request: HttpRequest, number: str) -> HttpResponse:
    """Take the role wanted and a message for the access manager."""
    person, enterprise = person_of(request), get_enterprise(number)
    waiting = selectors.open_request_of(person, enterprise)
    if waiting is None:
        require_active(enterprise)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        asked = services.request_access(actor=person, enterprise=enterprise, **typed)
        if (asked.role, asked.message) == (typed["role"], typed["message"]):
            said = _("Votre demande est enregistrée. Vous recevrez la réponse par e-mail.")
            messages.success(request, said)
        else:
            messages.info(
                request, _("Une autre demande attend déjà une réponse. Retirez-la pour en envoyer une autre.")
            )
        return redirect("enterprises:my_requests")
    context = {
        "enterprise": enterprise,
        "is_managed": is_managed(enterprise),
        "waiting": waiting,
        "is_alone": manages_alone(person, enterprise),
    }
    return render_form(request, "enterprises/requests/request.html", form, context)


@require_POST
def withdraw_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take one's own request back."""
    person = person_of(request)
    services.withdraw_request(actor=person, access_request=selectors.find_own(person, request_id))
    messages.success(request, _("Votre demande est retirée."))
    return redirect(list_address(request, "enterprises:my_requests"))


@require_safe
def requests(request: HttpRequest, space: str) -> HttpResponse:
    """List the requests that wait, the oldest first."""
    _actor, enterprise = get_manager(request, space)
    words = words_of(request)
    waiting = [
        asked
        for asked in selectors.waiting_requests(enterprise)
        if has_words(asked.requested_by.display_name, words)
    ]
    return render(request, "enterprises/requests/waiting.html", {"page": page_of(request, waiting)})


@require_fresh
@gives_typing_back
def answer_request(request: HttpRequest, space: str, request_id: UUID) -> HttpResponse:
    """Show who asks for what; on POST grant or decline."""
    actor, enterprise = get_manager(request, space)
    asked = selectors.find_request(enterprise, request_id)
    initial = {"role": asked.role, "starts_on": timezone.localdate()}
    form = AnswerForm(request.POST or None, enterprise=enterprise, initial=initial)
    if request.method == "POST" and form.is_valid() and _answered(actor, asked, form):
        messages.success(
            request, _("Votre réponse est enregistrée, et la personne en est informée par e-mail.")
        )
        return redirect(list_address(request, "enterprises:requests", space=space))
    context = {
        "asked": asked,
        "is_own": asked.requested_by == actor.user,
        "is_alone": manages_alone(actor.user, enterprise),
        "said": RequestClosed(asked.outcome, asked.closed_at).message if asked.closed_at else "",
    }
    return render_form(request, "enterprises/requests/answer.html", form, context)


def _answered(actor: Actor, asked: AccessRequest, form: AnswerForm) -> bool:
    """Give the answer; what a rule refuses is shown with what was typed."""
    typed = form.cleaned_data
    try:
        if form.grants:
            services.grant_request(
                actor=actor, access_request=asked, terms=form.terms, starts_on=typed["starts_on"]
            )
        else:
            services.decline_request(actor=actor, access_request=asked, reason=typed["reason"])
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        form.refuse(refusal)
        return False
    return True

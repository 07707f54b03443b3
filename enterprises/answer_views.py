"""The access managers of an enterprise answer who asks for a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from enterprises import gap_selectors as selectors
from enterprises.access import get_manager
from enterprises.errors import RequestClosed
from enterprises.request_forms import AnswerForm
from enterprises.services import access_requests
from enterprises.sorting import has_words
from monespace.common.errors import DomainError
from monespace.lists.paging import page_of
from monespace.lists.returning import list_address
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from enterprises.actor import Actor
    from enterprises.models import AccessRequest


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


@require_http_methods(["GET", "HEAD", "POST"])
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
        "form": form,
        "is_own": asked.requested_by == actor.user,
        "is_alone": selectors.manages_alone(actor.user, enterprise),
        "said": RequestClosed(asked.outcome, asked.closed_at).message if asked.closed_at else "",
    }
    status = 422 if form.errors else 200
    return render(request, "enterprises/requests/answer.html", context, status=status)


def _answered(actor: Actor, asked: AccessRequest, form: AnswerForm) -> bool:
    """Give the answer; what a rule refuses is shown with what was typed."""
    typed = form.cleaned_data
    try:
        if form.grants:
            access_requests.grant_request(
                actor=actor,
                access_request=asked,
                terms=form.terms,
                starts_on=typed["starts_on"],
            )
        else:
            access_requests.decline_request(actor=actor, access_request=asked, reason=typed["reason"])
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        form.refuse(refusal)
        return False
    return True

"""A person asks the access managers of an enterprise for a role, and follows the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.person import person_of
from accounts.sessions.typed_forms import gives_typing_back
from enterprises import gap_selectors as selectors
from enterprises.bce.search import find_enterprises
from enterprises.gap_request_selectors import gap_requests_of
from enterprises.request_forms import FindForm, RequestForm
from enterprises.services import access_requests
from enterprises.stopping import require_active
from monespace.common.rate_limits import consume
from monespace.lists.paging import page_of
from monespace.lists.returning import list_address

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("text")
@gives_typing_back
def find(request: HttpRequest) -> HttpResponse:
    """Find an enterprise; the search is posted, so that no name stands in an address or a log."""
    form = FindForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        consume("find_enterprise", person_of(request).pk)
        context["found"] = find_enterprises(form.cleaned_data["text"])
    return render(request, "enterprises/requests/find.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_typing_back
def request_access(request: HttpRequest, number: str) -> HttpResponse:
    """Take the role wanted and a message for the access manager."""
    person, enterprise = person_of(request), selectors.get_enterprise(number)
    waiting = selectors.open_request_of(person, enterprise)
    if waiting is None:
        require_active(enterprise)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        asked = access_requests.request_access(actor=person, enterprise=enterprise, **typed)
        if (asked.role, asked.message) == (typed["role"], typed["message"]):
            said = _("Votre demande est enregistrée. Vous recevrez la réponse par e-mail.")
            messages.success(request, said)
        else:
            messages.info(
                request, _("Une autre demande attend déjà une réponse. Retirez-la pour en envoyer une autre.")
            )
        return redirect("enterprises:my_requests")
    context = {
        "form": form,
        "enterprise": enterprise,
        "is_managed": selectors.is_managed(enterprise),
        "waiting": waiting,
        "is_alone": selectors.manages_alone(person, enterprise),
    }
    status = 422 if form.errors else 200
    return render(request, "enterprises/requests/request.html", context, status=status)


@require_safe
def my_requests(request: HttpRequest) -> HttpResponse:
    """Show where the person's requests stand."""
    person = person_of(request)
    context = {
        "page": page_of(request, selectors.requests_of(person)),
        "gap_requests": page_of(request, gap_requests_of(person), parameter="documents"),
    }
    return render(request, "enterprises/requests/mine.html", context)


@require_POST
def withdraw_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take one's own request back."""
    person = person_of(request)
    access_requests.withdraw_request(actor=person, access_request=selectors.find_own(person, request_id))
    messages.success(request, _("Votre demande est retirée."))
    return redirect(list_address(request, "enterprises:my_requests"))

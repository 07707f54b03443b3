"""A person whom the BCE does not know shows documents, and follows the decision (ADR 0041)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.levels import session_level, session_method
from accounts.person import person_of
from accounts.sessions.typed_forms import gives_typing_back
from enterprises.gap_requests import selectors, services
from enterprises.gap_requests.forms import DOCUMENTS, NO_ANSWER, UNKNOWN_NUMBER, GapRequestForm
from enterprises.managers.models import RepresentationCheck
from enterprises.managers.representation_services import check_representation
from enterprises.register.errors import EnterpriseStopped
from monespace.common.forms import render_form
from monespace.documents.downloads import hand_over

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, HttpResponse

    from enterprises.gap_requests.models import GapRequest

Outcome = RepresentationCheck.Outcome


@gives_typing_back
def ask_with_documents(request: HttpRequest) -> HttpResponse:
    """Take the enterprise, the quality and the documents; whom the BCE knows needs none."""
    initial = {"number": request.GET.get("numero", "")}
    form = GapRequestForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        person, number = person_of(request), form.cleaned_data["number"]
        if waiting := selectors.open_gap_request_of(person, number):
            messages.info(request, _("Vous avez déjà une demande en cours pour cette entreprise."))
            return redirect("enterprises:gap_request", request_id=waiting.pk)
        check = check_representation(actor=person, number=number)
        if check.outcome == Outcome.REPRESENTS:
            messages.info(request, _("La BCE confirme que vous représentez l’entreprise : rien à prouver."))
            return redirect("enterprises:designate", number=number)
        if gap_request := _kept(request, form, check):
            return redirect("enterprises:gap_request", request_id=gap_request.pk)
    return render_form(request, "enterprises/documents/ask.html", form)


def _kept(request: HttpRequest, form: GapRequestForm, check: RepresentationCheck) -> GapRequest | None:
    """Return the request that was made; None when the form now says what is wrong."""
    enterprise = selectors.enterprise_of(check)
    if enterprise is None:
        form.add_error("number", NO_ANSWER if check.outcome == Outcome.UNAVAILABLE else UNKNOWN_NUMBER)
        return None
    typed = {key: form.cleaned_data[key] for key in ("quality", "remark")}
    try:
        return services.request_gap(
            actor=person_of(request),
            enterprise=enterprise,
            check=check,
            level=session_level(request),
            method=session_method(request),
            uploads=form.cleaned_data["documents"],
            rules=DOCUMENTS,
            **typed,
        )
    except EnterpriseStopped as refusal:
        form.add_error("number", str(refusal.message))
    except ValidationError as refusals:
        form.add_error("documents", refusals)
    return None


@require_safe
def gap_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show that the request was received, then what was decided and why."""
    found = selectors.get_own(person_of(request), request_id)
    context = {"asked": found, "documents": selectors.documents_of(found)}
    return render(request, "enterprises/documents/request.html", context)


@require_safe
def gap_request_document(request: HttpRequest, request_id: UUID, document_id: UUID) -> FileResponse:
    """Hand one's own document over."""
    found = selectors.get_own(person_of(request), request_id)
    return hand_over(selectors.find_document(found, document_id))


@require_POST
def withdraw_gap_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take one's own request back."""
    person = person_of(request)
    services.withdraw_gap_request(actor=person, gap_request=selectors.get_own(person, request_id))
    messages.success(request, _("Votre demande est retirée et vos documents sont supprimés."))
    return redirect("enterprises:gap_request", request_id=request_id)

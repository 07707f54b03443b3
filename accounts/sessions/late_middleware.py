"""Keeps a form sent without a session for its person, and refuses a form printed for somebody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.shortcuts import resolve_url

from accounts.person import person_of
from accounts.sessions.late_forms import find_late_form, is_form_of_page, typed_values
from accounts.sessions.printed_for import is_of_somebody_else, page_key, printed_for
from accounts.sessions.refused_tokens import keep_or_show, refuse
from accounts.sessions.services import drop_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SERVER_ERROR = 500


class LateFormMiddleware:
    """Keeps the form of who is sent to sign in, gives it back, and forgets it once it is sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep a form that led to the sign-in page; forget one whose page showed it and came back."""
        request.late_form = None  # type: ignore[attr-defined]  # what the page gives back
        request.typed_here = None  # type: ignore[attr-defined]  # what a page that refuses it shows
        response = self.get_response(request)
        view = request.resolver_match.func if request.resolver_match else None
        if not getattr(request, "is_well_sent", False) or not is_form_of_page(request, view):
            return response
        if not request.user.is_authenticated:
            return (keep_or_show(request, view) if leads_to_sign_in(response) else None) or response
        form = printed_for(request)
        if form and form.shown and response.status_code < SERVER_ERROR:
            drop_form(actor=person_of(request), page=page_key(request.path), stamp=form.shown)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Refuse what was printed for somebody else; this runs only when the form's token is good."""
        if request.method != "POST":
            request.late_form = find_late_form(request, view)  # type: ignore[attr-defined]
        elif is_of_somebody_else(request):
            return refuse(request, view)
        else:
            request.is_well_sent = True  # type: ignore[attr-defined]  # read when the answer leaves
            if is_form_of_page(request, view):
                request.typed_here = partial(typed_values, request, view)  # type: ignore[attr-defined]
        return None


def leads_to_sign_in(response: HttpResponse) -> bool:
    """Whether the answer sends a stranger to sign in."""
    return urlsplit(response.get("Location", "")).path == resolve_url(settings.LOGIN_URL)

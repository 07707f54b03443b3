"""Answers a form with a wrong CSRF token or another person's mark: keeps what was typed (ADR 0039).

The refusal stands: nothing is saved. Browsers say from which site's page a form was
sent, and no page can have them say otherwise; what another site makes them send is neither kept nor shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache

from accounts.sessions.late_forms import is_form_of_page, keep_late_form, typed_values
from accounts.sessions.printed_for import is_of_somebody_else
from monespace import error_pages
from monespace.common.clients import is_from_own_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form for its token; what came from our own page is given back."""
    if not is_from_own_page(request):
        return error_pages.csrf_failure(request, reason)
    return refuse(request, request.resolver_match.func if request.resolver_match else None)


def refuse(request: HttpRequest, view: Any) -> HttpResponse:
    """Lead back to the page, which shows what was typed; who it was unknown, show it here, to be copied.

    What was printed for somebody else than who is signed in now is kept for them, and not shown.
    """
    kept_for = keep_late_form(request, view)
    if is_of_somebody_else(request):
        return error_pages.problem(request, "403_somebody_else.html", status=403, is_kept=bool(kept_for))
    if kept_for:
        return redirect(request.get_full_path())
    return to_copy(request, view)


def keep_or_show(request: HttpRequest, view: Any) -> HttpResponse | None:
    """Keep a form before its person is sent to sign in; the page to copy it from when it cannot be kept."""
    if not is_form_of_page(request, view) or keep_late_form(request, view):
        return None
    return to_copy(request, view)


def to_copy(request: HttpRequest, view: Any) -> HttpResponse:
    """Show what was typed on the page that refuses it."""
    response = error_pages.csrf_failure(request, typed=typed_values(request, view))
    add_never_cache_headers(response)
    return response

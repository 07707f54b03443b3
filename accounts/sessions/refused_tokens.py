"""A form refused for its token: what its person typed is given back, if it came from our own page (ADR 0039).

The refusal itself is Django's and stands: nothing is saved. Browsers say from which site's page a form was
sent, and no page can have them say otherwise; what another site makes them send is neither kept nor shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from accounts.sessions.late_forms import keep_late_form, typed_values
from monespace import error_pages

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Lead back to the page, which shows what was typed; who it was unknown, show it here, to be copied."""
    view = request.resolver_match.func if request.resolver_match else None
    if not is_from_own_page(request):
        return error_pages.csrf_failure(request, reason)
    if keep_late_form(request, view):
        return redirect(request.get_full_path())
    return error_pages.csrf_failure(request, reason, typed=typed_values(request, view))


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether a page of this very site sent the form, as the browser says (Fetch standard, Origin)."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"

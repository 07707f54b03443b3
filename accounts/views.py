"""Sign-in, sign-out, language, and what a page's script may know of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.languages import chosen_language, keep_language, remember_language
from accounts.levels import authenticated_at, session_level, session_method
from accounts.next_url import safe_next
from accounts.saml.flow.pending import all_pending
from accounts.saml.logout import pending
from accounts.saml.logout.requests import leave, standing_of
from accounts.services import sign_out_person
from accounts.sessions.middleware import leaves_session_idle
from accounts.sessions.store import row_of, session_of
from accounts.sign_in import asked_level, choices, is_signed_in_enough, next_after_sign_in
from monespace.common.levels import Level

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


@require_safe
@login_not_required
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Offer eID and itsme, and say what each needs; who is signed in well enough goes on."""
    latest = next(iter(all_pending(request)), None)
    next_url = next_after_sign_in(request, resumed=latest.next if latest else "")
    if is_signed_in_enough(request):
        return redirect(next_url or settings.LOGIN_REDIRECT_URL)
    context = {
        "choices": choices(request, next_url),
        "needs_eid": asked_level(request) > Level.ITSME,
        "has_destination": bool(next_url),
    }
    return render(request, "accounts/sign_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on POST, then the federation's if it can be; a visit asks, or says what is done."""
    if request.method != "POST":
        context = {"is_complete": pending.recalled(request).is_complete}
        return render(request, "accounts/sign_out.html", context)
    if not request.user.is_authenticated:  # pressed twice: the first one is under way
        return redirect("accounts:sign_out")
    standing = standing_of(request)
    sign_out_person(actor=request.user)
    logout(request)
    return leave(request, standing)


@require_POST
@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen, on the profile too for who is signed in, and return to the page."""
    response = redirect(safe_next(request) or "pages:home")
    if language := chosen_language(request):
        keep_language(request, language)
        remember_language(response, language)
    return response


@leaves_session_idle
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def session_state(request: HttpRequest) -> JsonResponse:
    """Say whether and until when this browser is signed in, nothing personal; only a POST prolongs it."""
    if not request.user.is_authenticated:
        return JsonResponse(
            {
                "authenticated": False,
                "subject": None,
                "level": int(Level.NONE),
                "method": None,
                "authenticated_at": None,
                "expires_in": 0,
                "expires_at_latest_in": 0,
            }
        )
    if request.method == "POST":
        session_of(request).prolong()
    proved_at, row = authenticated_at(request), row_of(request)
    return JsonResponse(
        {
            "authenticated": True,
            "subject": str(request.user.pk),
            "level": int(session_level(request)),
            "method": session_method(request),
            "authenticated_at": proved_at.isoformat() if proved_at else None,
            "expires_in": _seconds_until(row.ends_at),
            "expires_at_latest_in": _seconds_until(row.ends_at_latest),
        }
    )


def _seconds_until(moment: datetime) -> int:
    return max(0, int((moment - timezone.now()).total_seconds()))

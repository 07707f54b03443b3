"""The door between the first sign-in and the rest: one short page, once (ADR 0024)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from accounts.next_url import page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    View = Callable[..., HttpResponseBase]


def needs_profile(needed: bool) -> Callable[[View], View]:
    """Say whether a view waits for a completed profile; unsaid, views that ask for a sign-in do."""

    def mark(view: View) -> View:
        view.needs_profile = needed  # type: ignore[attr-defined]  # read by ProfileGateMiddleware
        return view

    return mark


class ProfileGateMiddleware:
    """Leads whoever has not said yet how to be reached to the page that asks it, then back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: Any) -> HttpResponse | None:
        """Keep out of the views that wait for the profile."""
        waits = getattr(view, "needs_profile", getattr(view, "login_required", True))
        if not waits or not request.user.is_authenticated or request.user.profile_completed_at:
            return None
        return redirect(f"{reverse('accounts:welcome')}?{urlencode({'next': page_of(request)})}")

"""Has a signed-in person identify again, more surely or more recently, then come back (ADR 0025)."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from accounts.errors import IdentifyAgain
from accounts.levels import GRACE_MINUTES, SENSITIVE_MINUTES, is_fresh
from accounts.next_url import SAFE_METHODS, page_of
from accounts.sessions.refused_tokens import keep_or_show
from monespace.common.levels import Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    View = Callable[..., HttpResponseBase]


class StepUpMiddleware:
    """Turns IdentifyAgain, wherever it was raised, into the way to the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead to the sign-in page; it knows what is asked and where to go afterwards."""
        if not isinstance(exception, IdentifyAgain):
            return None
        copy = None
        if request.method == "POST" and request.resolver_match:
            copy = keep_or_show(request, request.resolver_match.func)
        return copy or redirect(sign_in_url(page_of(request), level=exception.level, fresh=exception.fresh))


def require_fresh(view: View) -> View:
    """Open a view only to who proved who they are minutes ago: changes of access, deletion of data.

    The page that asks for confirmation demands the proof, so that no form is sent in vain: its POST has
    ``GRACE_MINUTES`` more. Whoever is later identifies again and finds that page once more, with what they
    typed if the view keeps late forms.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        grace = 0 if request.method in SAFE_METHODS else GRACE_MINUTES
        if not is_fresh(request, SENSITIVE_MINUTES + grace):
            raise IdentifyAgain("fresh", fresh=True)
        return view(request, *args, **kwargs)

    return guarded


def sign_in_url(next_url: str, *, level: Level = Level.NONE, fresh: bool = False) -> str:
    """Return the address of the sign-in page that asks for all this."""
    question = {"next": next_url}
    if level:
        question["level"] = str(int(level))
    if fresh:
        question["fresh"] = "1"
    return f"{reverse('accounts:sign_in')}?{urlencode(question)}"

"""A form sent after the session was over is kept, sealed, for its person to find again (ADR 0037)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import QueryDict

from accounts.person import person_of
from accounts.saml.pending import set_own_cookie
from accounts.sessions.limits import KEPT_FOR
from accounts.sessions.models import KeptForm
from accounts.sessions.services import drop_form, keep_form
from accounts.sessions.store import session_of
from monespace.common.crypto import decrypt

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound="Callable[..., Any]")
COOKIE = "formulaire"  # says nothing but that there is something to look up; sent to that page only


def keeps_late_form(view: View) -> View:
    """Mark a view whose form must survive the end of a session."""
    view.keeps_late_form = True  # type: ignore[attr-defined]
    return view


class LateFormMiddleware:
    """Keeps such a form before the visitor is sent to sign in, and forgets it once it is sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the browser, so that only the page concerned looks for a kept form."""
        response = self.get_response(request)
        if getattr(request, "form_is_kept", False):
            set_own_cookie(response, COOKIE, "1", int(KEPT_FOR.total_seconds()), path=request.path)
        elif COOKIE in request.COOKIES and request.method == "POST" and request.user.is_authenticated:
            drop_form(actor=request.user, path=request.path)
            response.delete_cookie(COOKIE, path=request.path, samesite="Lax")
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Keep the form of somebody whose session is over."""
        if request.method != "POST" or not getattr(view, "keeps_late_form", False):
            return
        person = None if request.user.is_authenticated else session_of(request).late_user
        if person is not None:
            values = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
            keep_form(actor=person, path=request.path, values=values)
            request.form_is_kept = True  # type: ignore[attr-defined]  # read when the answer leaves


def kept_values(request: HttpRequest) -> QueryDict | None:
    """Return what the signed-in person sent too late from this page, or None."""
    if COOKIE not in request.COOKIES:
        return None
    kept = KeptForm.objects.of(person_of(request), request.path).first()
    if kept is None:
        return None
    values = QueryDict(mutable=True)
    for name, several in json.loads(decrypt(kept.encrypted_values)).items():
        values.setlist(name, several)
    return values

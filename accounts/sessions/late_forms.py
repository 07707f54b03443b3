"""A form sent too late is kept, sealed, for its person to find again (ADR 0037, 0039)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.person import person_of
from accounts.saml.pending import set_own_cookie
from accounts.sessions.limits import KEPT_FOR
from accounts.sessions.models import LONGEST_PATH, KeptForm
from accounts.sessions.services import drop_form, keep_form
from accounts.sessions.store import session_of
from monespace.common.crypto import decrypt
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound="Callable[..., Any]")
SERVER_ERROR = 500
COOKIE = "formulaire"  # says nothing but that there is something to look up; sent to that page only
SENT_TOO_LATE = _(
    "Cette page a été envoyée trop tard : votre session avait pris fin, ou une nouvelle "
    "identification avait eu lieu. Ce que vous y aviez indiqué est de nouveau là, mais pas "
    "encore enregistré. Vérifiez, puis continuez ou enregistrez. Les fichiers sont à choisir à "
    "nouveau."
)


def keeps_late_form(*, aside: frozenset[str]) -> Callable[[View], View]:
    """Mark a view whose form must survive the end of a session or of its token.

    ``aside`` names the inputs of the page itself, which nobody typed.
    """

    def mark(view: View) -> View:
        view.not_typed = aside  # type: ignore[attr-defined]
        return view

    return mark


def typed_values(request: HttpRequest, view: Any) -> list[str]:
    """Return what somebody wrote or chose in a form that ``view`` would have kept, in the page's order."""
    aside = getattr(view, "not_typed", None)
    if aside is None:
        return []
    return [
        one for name, values in request.POST.lists() if name not in aside for one in values if one.strip()
    ]


def keep_late_form(request: HttpRequest, view: Any) -> bool:
    """Keep a form for the person who is, or just was, signed in; whether there was one to keep."""
    session = session_of(request)
    person = session.user or session.late_user
    if person is None or not hasattr(view, "not_typed") or len(request.path) > LONGEST_PATH:
        return False
    values = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    keep_form(actor=person, path=request.path, values=values)
    request.form_is_kept = True  # type: ignore[attr-defined]  # read when the answer leaves
    return True


class LateFormMiddleware:
    """Keeps such a form before the visitor is sent to sign in, and forgets it once it is sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the browser, so that only the page concerned looks for a kept form."""
        response = self.get_response(request)
        if getattr(request, "form_is_kept", False):
            set_own_cookie(response, COOKIE, "1", int(KEPT_FOR.total_seconds()), path=request.path)
        elif getattr(request, "form_is_sent_again", False) and response.status_code < SERVER_ERROR:
            drop_form(actor=person_of(request), path=request.path)
            response.delete_cookie(COOKIE, path=request.path, samesite="Lax")
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Keep the form of somebody whose session is over; runs only when the form's token is good."""
        if request.method != "POST":
            return
        if not request.user.is_authenticated:
            keep_late_form(request, view)
        elif COOKIE in request.COOKIES:
            request.form_is_sent_again = True  # type: ignore[attr-defined]  # read when the answer leaves


def kept_values(request: HttpRequest) -> QueryDict | None:
    """Return what the signed-in person sent too late from this page, or None."""
    if COOKIE not in request.COOKIES or not request.user.is_authenticated:
        return None
    kept = get_or_none(KeptForm.objects.of(person_of(request), request.path))
    if kept is None:
        return None
    values = QueryDict(mutable=True)
    for name, several in json.loads(decrypt(kept.encrypted_values)).items():
        values.setlist(name, several)
    return values

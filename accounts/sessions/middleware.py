"""Says who is signed in, as the session's row says, and keeps the session alive while it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from accounts.sessions.store import session_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

View = TypeVar("View", bound="Callable[..., Any]")


class SessionUserMiddleware(AuthenticationMiddleware):
    """Django's middleware, without a second statement to read the person."""

    def process_request(self, request: HttpRequest) -> None:
        """Attach the person, read when first needed."""
        request.user = SimpleLazyObject(lambda: session_of(request).user or AnonymousUser())  # type: ignore[assignment]

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Count the request as a sign of life, unless the page only asks how long is left.

        From here on the person is at hand: each proxy between would cost every page that asks who it is.
        """
        session = session_of(request)
        if not session.session_key or (person := session.user) is None:
            return
        request.user = person
        if not getattr(view, "leaves_session_idle", False):
            session.touch()


def leaves_session_idle(view: View) -> View:
    """Mark a view that a page's script calls by itself: it is no sign that anybody is there."""
    view.leaves_session_idle = True  # type: ignore[attr-defined]
    return view

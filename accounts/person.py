"""Who is signed in, for views that LoginRequiredMiddleware guards."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User


def person_of(request: HttpRequest) -> User:
    """Return the signed-in person; the middleware has sent everybody else to sign in."""
    return cast("User", request.user)

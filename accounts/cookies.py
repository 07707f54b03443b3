"""How cookies of our own are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpResponse


def set_own_cookie(response: HttpResponse, name: str, value: str, max_age: int, *, path: str = "/") -> None:
    """Set a cookie that scripts cannot read and that other sites' forms do not carry."""
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )

"""The language a person reads: kept in a cookie for everybody, and on the profile of who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpResponse

ONE_YEAR = 365 * 24 * 3600


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the language for the next pages; Django's LocaleMiddleware reads it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=ONE_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )

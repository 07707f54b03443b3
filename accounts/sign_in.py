"""What a visitor is asked at sign-in: which means will do for where they are going."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from accounts.levels import METHOD_LEVELS, SENSITIVE_MINUTES, Method, is_fresh, session_level
from accounts.next_url import safe_next
from monespace.common.levels import Level

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Choice:
    """One means of identification on the sign-in page."""

    method: Method
    url: str
    is_enough: bool


def asked_level(request: HttpRequest) -> Level:
    """Return the least level that the page behind ``?level=`` needs."""
    return Level.EID if request.GET.get("level") == str(int(Level.EID)) else Level.ITSME


def asks_fresh(request: HttpRequest) -> bool:
    """Whether ``?fresh=1`` asks the person to identify again, whatever the federation remembers."""
    return request.GET.get("fresh") == "1"


def is_signed_in_enough(request: HttpRequest) -> bool:
    """Whether the session already satisfies what is asked; "fresh" is what the strictest page means by it."""
    is_recent = not asks_fresh(request) or is_fresh(request, SENSITIVE_MINUTES)
    return session_level(request) >= asked_level(request) and is_recent


def choices(request: HttpRequest, next_url: str) -> list[Choice]:
    """Return the means, each with its address, which carries on everything that was asked."""
    level = asked_level(request)
    question = {"next": next_url} if next_url else {}
    if level > Level.ITSME:
        question["level"] = str(int(level))
    if asks_fresh(request):
        question["fresh"] = "1"
    login = reverse("accounts:saml_login")
    return [
        Choice(
            method,
            f"{login}?{urlencode({'method': method.value} | question)}",
            METHOD_LEVELS[method] >= level,
        )
        for method in Method
    ]


def next_after_sign_in(request: HttpRequest, *, resumed: str) -> str:
    """Return where to go afterwards; a refused sign-in that starts again goes where it was going."""
    return safe_next(request) or (resumed if request.GET.get("reprendre") else "")

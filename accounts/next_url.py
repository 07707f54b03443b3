"""Where to go after sign-in, or to come back to: a page of the portal, never another site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest

MAX_LENGTH = 500
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def safe_next(request: HttpRequest) -> str:
    """Return the ``next`` of the request when it is a path on this site, else nothing."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_path = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if asked.startswith("/") and is_path and len(asked) <= MAX_LENGTH else ""


def page_of(request: HttpRequest) -> str:
    """Return the page to come back to: this one, or the one whose form was sent."""
    if request.method in SAFE_METHODS:
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    page = urlsplit(referer)
    return f"{page.path}?{page.query}" if page.query else page.path

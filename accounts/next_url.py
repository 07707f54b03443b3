"""Where to go after sign-in: a page of the portal, never another site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest

MAX_LENGTH = 500


def safe_next(request: HttpRequest) -> str:
    """Return the ``next`` of the request when it is a path on this site, else nothing."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_path = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if asked.startswith("/") and is_path and len(asked) <= MAX_LENGTH else ""

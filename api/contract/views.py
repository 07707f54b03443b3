"""The index of the interface and its description, for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.sessions.middleware import leaves_session_idle
from api.contract.openapi import description

if TYPE_CHECKING:
    from django.http import HttpRequest

INDEX = {"dossiers": "api:dossiers", "openapi": "api:openapi", "health": "api:health", "token": "api:token"}


@require_safe
@login_not_required
@leaves_session_idle
def index(request: HttpRequest) -> JsonResponse:
    """Say where to begin."""
    return JsonResponse({name: {"href": reverse(address)} for name, address in INDEX.items()})


@require_safe
@login_not_required
@leaves_session_idle
def openapi(request: HttpRequest) -> JsonResponse:
    """Return the description of the interface."""
    return JsonResponse(description())

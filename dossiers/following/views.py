"""A space's dashboard, its list of dossiers and one dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from uuid import UUID


def dashboard(request: HttpRequest, space: str) -> HttpResponse:
    """Show what needs action, drafts and recent dossiers."""
    return HttpResponse(status=501)


def dossier_list(request: HttpRequest, space: str) -> HttpResponse:
    """List the dossiers of the space."""
    return HttpResponse(status=501)


def detail(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Show one dossier."""
    return HttpResponse(status=501)

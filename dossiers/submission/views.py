"""Sending a dossier, and the receipt that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from uuid import UUID


def submit(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Send the dossier."""
    return HttpResponse(status=501)


def receipt(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Show the proof that the dossier was sent."""
    return HttpResponse(status=501)

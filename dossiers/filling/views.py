"""The steps of a form and its review."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse


def step(request: HttpRequest, space: str, dossier_id: UUID, step: str) -> HttpResponse:
    return HttpResponse(status=501)


def review(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    return HttpResponse(status=501)

"""Starting a request, resuming a draft, discarding it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse


def start(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(status=501)


def create(request: HttpRequest, space: str, slug: str) -> HttpResponse:
    return HttpResponse(status=501)


def discard(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    return HttpResponse(status=501)

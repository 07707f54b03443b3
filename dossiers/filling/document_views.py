"""Documents of a draft: adding, fetching and removing them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse


def documents(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    return HttpResponse(status=501)


def document(request: HttpRequest, space: str, dossier_id: UUID, document_id: UUID) -> HttpResponse:
    return HttpResponse(status=501)


def remove_document(request: HttpRequest, space: str, dossier_id: UUID, document_id: UUID) -> HttpResponse:
    return HttpResponse(status=501)

"""Sends documents as the script of a step's page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.filling.browser import url
from tests.filling.samples import pdf

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from dossiers.models import Dossier


def upload(name: str = "facture.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(name) if content is None else content)


def post(client: Client, draft: Dossier, **body: Any) -> HttpResponse:
    """Send what the script sends of the step « pieces »."""
    return client.post(url("step_documents", draft, step="pieces"), {"field": "facture", **body})


def add(client: Client, draft: Dossier, name: str, content: bytes | None = None, **body: Any) -> dict:
    """Send a file and return what the script is told, with the status."""
    answer = post(client, draft, file=upload(name, content), **body)
    return {"status": answer.status_code, **answer.json()}

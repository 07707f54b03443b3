"""Opens the page where documents are chosen, and chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.filling.browser import Page, url

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from dossiers.models import Attachment, Dossier


def opened(client: Client, draft: Dossier, field: str = "facture") -> Page:
    """Open the page of a question."""
    address = url("reuse", draft, step="pieces", field=field)
    return Page(client, address, client.get(address))


def choose(client: Client, draft: Dossier, *documents: Attachment, field: str = "facture") -> HttpResponse:
    """Post documents for a question; follow to the page that says what became of them."""
    address = url("reuse", draft, step="pieces", field=field)
    return client.post(address, {"chosen": [str(one.pk) for one in documents]}, follow=True)


def names(draft: Dossier) -> list[str]:
    """Return the names of the documents that a dossier has."""
    return [one.original_name for one in draft.attachments.filter(removed_at=None).order_by("original_name")]

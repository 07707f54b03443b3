"""Data for documents of tests, and what a PDF says of itself when it is read back."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from django.core.files.storage import default_storage
from django.core.management import call_command

ABOUT = {
    "title": {"fr": "Prime d’essai", "de": "Probeprämie", "nl": "Testpremie", "en": "Test premium"},
    "service": {"fr": "Service des primes", "de": "Prämiendienst"},
    "at": "2026-11-30T10:15:00+01:00",
}
PICTURE = {"code": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h5v5z"/></svg>'}


def data(*answers: str, **changes: Any) -> dict[str, Any]:
    """Return what the template shows: a panel, and one part with ``answers``."""
    return {
        "title": "Accusé de réception ME-7KQX-4MPD-3F",
        "author": "Mon Espace",
        "heading": "Accusé de réception",
        "reference": "ME-7KQX-4MPD-3F",
        "footer": "Mon Espace",
        "at": "2026-11-30T10:15:00+01:00",
        "panel": {"label": "Votre référence", "value": "ME-7KQX-4MPD-3F", "lines": ["Envoyé"]},
        "parts": [{"title": "Réponses", "rows": [["Question", answer] for answer in answers]}],
        "verification": {
            "title": "Vérifier",
            "text": "À cette adresse.",
            "code_label": "Code",
            "code": "7KQX-4MPD-A2CD-9TXY-3F",
            "address": "https://monespace.example/verifier/?code=7KQX-4MPD-A2CD-9TXY-3F",
            "picture": "Code QR de vérification",
        },
        **changes,
    }


def words_of(pdf: bytes) -> str:
    """Return every word of every page."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def elements(pdf: bytes) -> list[Any]:
    """Return every element of the structure tree, in the order of reading."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append({"kind": str(node.S), "alt": str(node.get("/Alt", ""))})
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def assert_integrity_is_checked(document: Any, pdf: bytes, capsys: Any) -> None:
    """``check_integrity`` finds the document sound, then names it once its file is changed, then missing."""

    def outcome() -> str:
        with suppress(SystemExit):
            call_command("check_integrity")
        heard = capsys.readouterr()
        return heard.out + heard.err

    assert "sealed documents: sound" in outcome()
    with default_storage.open(document.file.name, "wb") as file:
        file.write(pdf[:-1] + b"!")
    assert f"{document}: its file does not have the hash of its row" in outcome()
    default_storage.delete(document.file.name)
    assert f"{document}: its file is missing" in outcome()

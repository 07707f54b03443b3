"""Makes sealed documents: set, sealed and stored before the transaction that keeps their row."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import segno
from cryptography.hazmat.primitives.hashes import SHA256
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext, override

from monespace.common.db import require_transaction
from monespace.sealing import seal_key
from monespace.sealing.codes import new_code, verification_address
from monespace.sealing.models import ErasedCopy, Kind, SealedDocument
from monespace.sealing.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def make_document(
    *, kind: Kind, language: str, about: Mapping[str, Any], template: str, data: Mapping[str, Any]
) -> SealedDocument:
    """Set ``data`` in ``template``, seal it and store the file; return its row, still to be saved.

    Takes a tenth of a second of CPU, the first one a second: for the outbox, outside any transaction. A row
    that is not saved after all is given back by ``drop_document``. Raises TypesettingFailed.
    """
    from monespace.sealing.pdf_seal import seal  # noqa: PLC0415 - a second and 35 MB, for workers only

    code = new_code()
    address = verification_address(code)
    whole = {**data, "verification": _verification(code, address, language)}
    pdf = typeset(template, whole, language, pictures={"code": qr_picture(address)})
    content = seal(pdf, address=address)
    document = SealedDocument(
        kind=kind,
        language=language,
        code=code,
        about=dict(about),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        certificate_sha256=seal_key.certificates()[0].fingerprint(SHA256()).hex(),
        made_at=timezone.now(),
    )
    document.file.save(f"sealed/{document.pk}.pdf", ContentFile(content), save=False)
    return document


def drop_document(document: SealedDocument) -> None:
    """Delete the file of a document whose row was not kept."""
    document.file.delete(save=False)


def give_up_copies(*, documents: Iterable[SealedDocument]) -> None:
    """Note that our copies of sealed documents are to be erased; twice is once.

    The caller has ``erase_copy`` called for each once the transaction is committed, as often as it takes.
    """
    require_transaction()
    now = timezone.now()
    copies = [ErasedCopy(document=document, erased_at=now) for document in documents]
    ErasedCopy.objects.bulk_create(copies, ignore_conflicts=True)


def erase_copy(document: SealedDocument) -> None:
    """Delete our copy of a document whose copy was given up; raise ErasedCopy.DoesNotExist for any other."""
    ErasedCopy.objects.get(document=document)
    drop_document(document)


def qr_picture(text: str) -> str:
    """Return the QR code of ``text`` as an SVG."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", xmldecl=False, border=4)
    return picture.getvalue().decode()


def _verification(code: str, address: str, language: str) -> dict[str, str]:
    """Say in ``language`` how the document is verified."""
    with override(language):
        return {
            "title": gettext("Vérifier ce document"),
            "text": gettext(
                "Ce document est scellé : un seul caractère changé se voit. Toute personne qui le reçoit "
                "peut le vérifier à cette adresse, avec ce code ou avec le fichier."
            ),
            "code_label": gettext("Code de vérification"),
            "code": code,
            "address": address,
            "picture": gettext("Code QR qui mène à la page de vérification de ce document."),
        }

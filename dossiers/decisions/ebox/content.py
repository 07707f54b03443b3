"""What goes to an e-Box of a decision: its sealed document, whose it is, and where to go on."""

from __future__ import annotations

from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext, override

from accounts.people.models import national_number_of
from dossiers.decisions.attachments.selectors import attachments_of
from dossiers.decisions.selectors import document_of
from dossiers.dossier.routed import definition_for
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.gateways.contract import DeliveryFailed, Parcel
from dossiers.gateways.ebox.publishing import LANGUAGES, Recipient

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models.fields.files import FieldFile

    from dossiers.decisions.attachments.models import DecisionAttachment
    from dossiers.dossier.models import Dossier
    from monespace.sealing.models import SealedDocument


PDF: Final = "application/pdf"


def recipient_of(dossier: Dossier) -> Recipient | None:
    """Return whose e-Box it is; None for a person without a Belgian national number."""
    if dossier.owner_enterprise is not None:
        return Recipient(kind="enterprise", number=dossier.owner_enterprise.number)
    number = national_number_of(dossier.owner_user) if dossier.owner_user else None
    return Recipient(kind="citizen", number=number) if number else None


def parcel_of(dossier: Dossier, *, key: UUID) -> Parcel | None:
    """Return what is sent, the same at every attempt; None where nobody has an e-Box.

    Raises DeliveryFailed while a document that goes with it is not scanned yet. Images stay in the portal: an
    e-Box takes none.

    The number is decrypted here, in the worker, and stands in no row or message of ours.
    """
    recipient = recipient_of(dossier)
    document = document_of(dossier)
    if recipient is None or document is None:
        return None
    attachments = attachments_of(dossier)
    if any(one.scan == one.Scan.PENDING for one in attachments):
        raise DeliveryFailed("document_pending")
    attached = [one for one in attachments if one.scan == one.Scan.CLEAN and one.content_type == PDF]
    files: dict[str, FieldFile] = {str(document.pk): document.file}
    files |= {str(one.pk): one.file for one in attached}
    definition = definition_for(dossier)
    language = dossier.language if dossier.language in LANGUAGES else SOURCE_LANGUAGE
    with override(language):
        said = {"reference": dossier.reference, "address": settings.SITE_URL}
        subject = gettext("Décision sur la demande %(reference)s") % said
        text = gettext(
            "Cette décision se trouve aussi dans Mon Espace, "
            "sous la référence %(reference)s\u00a0: %(address)s"
        )
    return Parcel(
        key=key,
        service=definition.service.name(SOURCE_LANGUAGE),
        content={
            "reference": dossier.reference,
            "recipient": recipient,
            "language": language,
            "subject": subject,
            "text": text % said,
            "documents": [
                _listed(document, f"{dossier.reference}-decision.pdf"),
                *(_listed(one, one.original_name) for one in attached),
            ],
        },
        definition=definition,
        open_document=partial(_open, files),
    )


def _listed(document: SealedDocument | DecisionAttachment, name: str) -> dict[str, Any]:
    return {
        "id": str(document.pk),
        "name": name,
        "content_type": PDF,
        "size": document.size,
        "sha256": document.sha256,
    }


def _open(files: dict[str, FieldFile], document_id: str) -> IO[bytes]:
    """Open a file anew, each time it is asked for."""
    file = files[document_id]
    opened: IO[bytes] = file.storage.open(str(file), "rb")
    return opened

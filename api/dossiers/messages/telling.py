"""Makes of messages what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.dossiers.messages import schemas
from api.schemas import address_of
from dossiers.clients.authorship import name_of
from dossiers.messages.models import Side

if TYPE_CHECKING:
    from dossiers.messages.models import Message, MessageDocument


def address_of_message(message: Message) -> str:
    """Return where a message is read."""
    return address_of("message", dossier_id=message.dossier_id, message_id=message.pk)


def told_message(message: Message) -> schemas.Message:
    """Return all that is told of a message; who wrote it and its documents are loaded."""
    return schemas.Message(
        href=address_of_message(message),
        id=message.pk,
        number=message.number,
        side=Side(message.side),
        author=name_of(message, "author"),
        language=message.language,
        text=message.text,
        written_at=message.written_at,
        documents=[_document(message, one) for one in message.documents.all()],
    )


def _document(message: Message, document: MessageDocument) -> schemas.MessageDocument:
    href = address_of(
        "message_document",
        dossier_id=message.dossier_id,
        message_id=message.pk,
        document_id=document.pk,
    )
    return schemas.MessageDocument(
        href=href,
        id=document.pk,
        name=document.original_name,
        media_type=document.content_type,
        size=document.size,
        sha256=document.sha256,
        scan=document.Scan(document.scan),
    )

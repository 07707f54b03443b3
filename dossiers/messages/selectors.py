"""Reads for conversations: of people, of case officers, and their lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dossiers.clients.authorship import name_for_colleagues, name_of
from dossiers.dossier.models import Dossier
from dossiers.dossier.routed import definition_for
from dossiers.handling.models import Case
from dossiers.handling.officers import get_case
from dossiers.messages.models import Message, MessageDocument, MessageTemplate, ReadMark, Side
from dossiers.states import State
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from dossiers.dossier.querysets import DossierQuerySet
    from dossiers.handling.officers import Officer
    from dossiers.handling.querysets import CaseQuerySet
    from dossiers.messages.querysets import ConversationQuerySet
    from enterprises.rights.actor import Actor


@dataclass(frozen=True)
class Line:
    """A message as one side reads it: who wrote it, whether that is its own side, and whether it is new.

    ``service`` is named beside an officer or a system that wrote for it; empty where ``who`` says it.
    """

    message: Message
    who: str
    service: str
    is_own_side: bool
    is_unread: bool


def messages_of(dossier: Dossier) -> ConversationQuerySet:
    """Return the messages of a dossier, the latest first, with who wrote them and their documents.

    None once it is anonymised: their words are gone.
    """
    found = Message.objects.of(dossier).with_content()
    return found.none() if dossier.state == State.ANONYMISED else found


def messages_after(dossier: Dossier, number: int) -> ConversationQuerySet:
    """Return the messages of a dossier that came after one, in the order in which they were written."""
    return messages_of(dossier).after(number).order_by("number")


def find_message(dossier: Dossier, message_id: UUID) -> Message:
    """Return a message of the dossier with its content. Raises NotVisible."""
    return get_or_not_visible(messages_of(dossier).filter(pk=message_id))


def messages_of_case(officer: Officer, dossier_id: UUID) -> ConversationQuerySet:
    """Return the messages of a dossier that the officer's services handle. Raises NotVisible."""
    return messages_of(get_case(officer, dossier_id).dossier)


def lines_of(messages: Iterable[Message], *, dossier: Dossier, side: Side, reader: User) -> list[Line]:
    """Return messages, given the latest first, as somebody of a side reads them, the oldest first."""
    mark = get_or_none(ReadMark.objects.filter(dossier=dossier, side=side))
    read = mark.number if mark else 0
    service = str(definition_for(dossier).service.name)
    return [
        Line(
            message=one,
            who=(who := _who(one, side=side, reader=reader, service=service)),
            service=service if one.side == Side.SERVICE and who != service else "",
            is_own_side=one.side == side,
            is_unread=one.side != side and one.number > read,
        )
        for one in reversed(list(messages))
    ]


def _who(message: Message, *, side: Side, reader: User, service: str) -> str:
    """Return who wrote a message, to somebody of a side: people know the service, its officers the system."""
    if message.author_client is None:
        return _("Vous") if message.author_id == reader.pk else name_of(message, "author")
    return service if side == Side.PERSON else name_for_colleagues(message, "author")


def find_document(dossier: Dossier, message_id: UUID, document_id: UUID) -> MessageDocument | None:
    """Return one document of a message of the dossier; none of an anonymised one, whose files go soon."""
    if dossier.state == State.ANONYMISED:
        return None
    documents = MessageDocument.objects.filter(message__dossier=dossier, message=message_id)
    return get_or_none(documents.filter(pk=document_id))


def conversations(actor: Actor) -> DossierQuerySet:
    """Return the dossiers of the actor's space that have messages, those with unread ones first.

    Then the latest message first.
    """
    return Dossier.objects.visible_to(actor).with_messages().unread_first()


def cases_with_unread(officer: Officer) -> CaseQuerySet:
    """Return the cases of the officer's services in which people wrote what the service has not read.

    ``case.dossier.unread_by_service`` says how many messages these are.
    """
    return Case.objects.of_service(officer.services).filter(dossier__unread_by_service__gt=0)


def templates_for(officer: Officer) -> QuerySet[MessageTemplate]:
    """Return the texts that the officer's services keep ready, by title."""
    return MessageTemplate.objects.of_service(officer.services)

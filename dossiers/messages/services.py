"""Sends messages between the two sides of a dossier, once each, and notes what a side has read (ADR 0081)."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dossiers.access import get_dossier
from dossiers.clients.actors import ServiceClient
from dossiers.clients.authorship import done_by
from dossiers.clients.verbs import Verb
from dossiers.dossier.models import Dossier
from dossiers.handling.acting import find_dossier, hold_dossier, party_of
from dossiers.handling.officers import lock_case
from dossiers.messages.document_services import SCAN, documents_of
from dossiers.messages.errors import ConversationErased
from dossiers.messages.models import Message, MessageDocument, ReadMark, Side
from dossiers.messages.standing import refuse_closed
from dossiers.moves import announce_if_heard
from dossiers.notices.news import News
from dossiers.notices.telling import tell
from dossiers.states import Party, State
from dossiers.webhooks.events import WRITTEN
from enterprises.rights.actor import Actor
from enterprises.rights.checks import require, require_now
from enterprises.rights.permissions import Permission
from monespace.common.db import get_or_none, get_or_not_visible
from monespace.common.rate_limits import consume
from monespace.journal.services import record
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from dossiers.handling.acting import ServiceActor
    from dossiers.handling.officers import Officer
    from dossiers.messages.document_services import Documents
    from dossiers.messages.letters import Letter

TAGS = {Side.PERSON: "message.to_service", Side.SERVICE: "message.to_person"}
NEWS = {Side.PERSON: News.WRITTEN, Side.SERVICE: News.MESSAGE}


def write_to_service(*, actor: Actor, dossier_id: UUID, letter: Letter) -> Message:
    """Send what somebody of the dossier's space writes; sending it again returns the message there is.

    Raises ValidationError with what to do about its files, ConversationClosed, TooOften, Forbidden,
    NotVisible.
    """
    dossier = get_dossier(actor, dossier_id, Permission.FILL_DOSSIERS)
    message = letter.message(actor=actor, dossier_id=dossier.pk, side=Side.PERSON)
    if sent := _sent(message):
        return sent
    refuse_closed(dossier)
    consume("message", actor.user.pk)
    return _send(message, letter, actor=actor, hold=partial(_hold, actor, dossier_id), refuse=refuse_closed)


def write_to_person(
    *, actor: ServiceActor, dossier_id: UUID, letter: Letter, taken: Documents | None = None
) -> Message:
    """Send what an officer or a system writes for the service, whatever became of the dossier; twice is once.

    ``taken`` are its files where the caller has taken them in before a transaction of its own. Raises
    ValidationError with what to do about its files, ConversationErased once the dossier is anonymised,
    TooOften, Forbidden, NotVisible.
    """
    dossier = find_dossier(actor, dossier_id, Verb.MESSAGE)
    message = letter.message(actor=actor, dossier_id=dossier_id, side=Side.SERVICE)
    if sent := _sent(message):
        return sent
    _refuse_anonymised(dossier)
    if isinstance(actor, ServiceClient):
        consume("message_of_system", f"{actor.machine_id} {dossier_id}")
    else:
        consume("message_of_service", actor.user.pk)
    hold = partial(hold_dossier, actor=actor, dossier_id=dossier_id, verb=Verb.MESSAGE)
    return _send(message, letter, actor=actor, hold=hold, refuse=_refuse_anonymised, taken=taken)


@transaction.atomic
def mark_read(*, actor: Actor, dossier_id: UUID, up_to: int) -> None:
    """Note that the dossier's space has read the service's messages up to one; never moves back.

    Who may only read marks nothing: a message waits for those who can answer it.
    """
    dossier = _hold(actor, dossier_id)
    _note_read(dossier, side=Side.PERSON, up_to=up_to, actor=actor)


@transaction.atomic
def mark_read_by_service(*, actor: Officer, dossier_id: UUID, up_to: int) -> None:
    """Note that the service has read the other side's messages up to one; never moves back."""
    dossier = lock_case(actor=actor, dossier_id=dossier_id).dossier
    _note_read(dossier, side=Side.SERVICE, up_to=up_to, actor=actor)


def _sent(message: Message) -> Message | None:
    """Return the message as it was sent, if it was."""
    return get_or_none(Message.objects.filter(pk=message.pk))


def _hold(actor: Actor, dossier_id: UUID) -> Dossier:
    """Return the dossier, locked: writers take turns. The rights are those of now."""
    require(actor, Permission.READ_DOSSIERS)
    dossier = get_or_not_visible(Dossier.objects.visible_to(actor).select_for_update().filter(pk=dossier_id))
    require_now(actor, Permission.FILL_DOSSIERS)
    return dossier


def _refuse_anonymised(dossier: Dossier) -> None:
    if dossier.state == State.ANONYMISED:
        raise ConversationErased


def _send(
    message: Message,
    letter: Letter,
    *,
    actor: Actor | ServiceActor,
    hold: Callable[[], Dossier],
    refuse: Callable[[Dossier], None],
    taken: Documents | None = None,
) -> Message:
    """Take the files in unless they are, then keep the message with them, or none of it."""
    documents = nullcontext(taken) if taken else documents_of(message, letter)
    with documents as files, transaction.atomic():
        dossier = hold()
        if sent := _sent(message):  # the same form, at the same moment
            return sent
        refuse(dossier)
        _insert(message, files.rows, dossier=dossier, actor=actor, seen=letter.seen)
    return message


def _insert(
    message: Message,
    documents: list[MessageDocument],
    *,
    dossier: Dossier,
    actor: Actor | ServiceActor,
    seen: int,
) -> None:
    """Write the message as the latest of the dossier, which the caller holds, with all that must follow."""
    side = Side(message.side)
    _note_read(dossier, side=side, up_to=seen, actor=actor)
    message.number = Message.objects.filter(dossier=dossier).last_number() + 1
    message.written_at = timezone.now()
    message.save(force_insert=True)
    MessageDocument.objects.bulk_create(documents)
    for document in documents:
        if document.scan == document.Scan.PENDING:
            enqueue(SCAN, document_id=document.pk)
    unread = f"unread_by_{side.other}"
    Dossier.objects.filter(pk=dossier.pk).update(
        last_message_at=message.written_at, updated_at=message.written_at, **{unread: F(unread) + 1}
    )
    recorded = record(
        TAGS[side],
        actor=actor,
        subject=dossier,
        party=_party(actor),
        message=message.pk,
        documents=[str(document.pk) for document in documents],
        state=dossier.state,
    )
    if side is Side.PERSON:
        announce_if_heard(dossier=dossier, event=WRITTEN, recorded=recorded)
    tell(dossier=dossier, news=NEWS[side], recorded=recorded)


def _note_read(dossier: Dossier, *, side: Side, up_to: int, actor: Actor | ServiceActor) -> None:
    """Move a side's mark on to a message there is, and count anew what it has not read."""
    messages = Message.objects.filter(dossier=dossier)
    number = min(up_to, messages.last_number())
    mark = get_or_none(ReadMark.objects.filter(dossier=dossier, side=side))
    if number <= (mark.number if mark else 0):
        return
    ReadMark.objects.update_or_create(
        dossier=dossier,
        side=side,
        defaults={"number": number, "read_at": timezone.now(), **done_by(actor, "read_by")},
    )
    unread = messages.by(side.other).after(number).count()
    Dossier.objects.filter(pk=dossier.pk).update(**{f"unread_by_{side}": unread})
    record("message.read", actor=actor, subject=dossier, party=_party(actor), number=number)


def _party(actor: Actor | ServiceActor) -> Party:
    return Party.PERSON if isinstance(actor, Actor) else party_of(actor)

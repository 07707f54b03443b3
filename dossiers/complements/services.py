"""Asks the person for more, and ends what was asked without an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from dossiers.clients.authorship import done_by, is_of
from dossiers.clients.verbs import Verb
from dossiers.complements import errors
from dossiers.complements.askable import opened_by
from dossiers.complements.models import GRACE, LONGEST_REASON, LONGEST_TEXT, ComplementRequest
from dossiers.dossier.models import Dossier
from dossiers.dossier.routed import definition_for
from dossiers.filling.models import Attachment
from dossiers.handling.acting import hold_dossier, party_of
from dossiers.handling.errors import NoLongerOpen
from dossiers.moves import move
from dossiers.receipts.selectors import submissions_of
from dossiers.states import OPEN, DossierEvent, Party, State
from dossiers.submission.sent import journey_of
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none, get_or_not_visible
from monespace.common.text import several_lines

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from dossiers.handling.acting import ServiceActor
    from dossiers.submission.models import Submission
    from monespace.common.authors import Author

SHORTEST_TIME: Final = timedelta(days=3)
LONGEST_TIME: Final = timedelta(days=180)


@transaction.atomic
def ask(
    *, actor: ServiceActor, dossier_id: UUID, text: str, due_on: date, fields: Collection[str]
) -> ComplementRequest:
    """Ask the person for ``fields``, each ``step.field``, until ``due_on``; the same again changes nothing.

    Raises AlreadyAsked, NotExamined, TextMissing, TextTooLong, DueDayRefused, FieldsMissing, FieldRefused,
    NoLongerOpen, Forbidden, NotVisible.
    """
    dossier = hold_dossier(actor=actor, dossier_id=dossier_id, verb=Verb.COMPLEMENT)
    text = several_lines(text)
    made = get_or_none(ComplementRequest.objects.open().filter(dossier=dossier))
    if dossier.state not in OPEN:
        raise NoLongerOpen
    if made is None and dossier.state != State.IN_PROGRESS:
        raise errors.NotExamined
    _refuse_words(text)
    definition = definition_for(dossier)
    sent = submissions_of(dossier)[-1]
    opened = opened_by(journey_of(sent, definition), fields)
    if made is not None:
        is_same = (made.text, made.due_on, made.fields) == (text, due_on, opened)
        if is_same and is_of(made, actor, "asked_by"):
            return made
        raise errors.AlreadyAsked
    today = timezone.localdate()
    if not today + SHORTEST_TIME <= due_on <= today + LONGEST_TIME:
        raise errors.DueDayRefused
    request = ComplementRequest.objects.create(
        dossier=dossier,
        text=text,
        due_on=due_on,
        fields=opened,
        asked_at=timezone.now(),
        **done_by(actor, "asked_by"),
    )
    _bring_documents(request, sent)
    move(
        actor=actor,
        party=party_of(actor),
        dossier=dossier,
        event=DossierEvent.ASK,
        facts={"request_id": request.pk, "due_on": due_on, "fields": opened},
    )
    return request


@transaction.atomic
def cancel(*, actor: ServiceActor, dossier_id: UUID, request_id: UUID, reason: str) -> ComplementRequest:
    """Take back what was asked, and return it as it then stands; what has ended already does not change.

    Raises ReasonMissing, ReasonTooLong, Forbidden, NotVisible.
    """
    dossier = hold_dossier(actor=actor, dossier_id=dossier_id, verb=Verb.COMPLEMENT)
    reason = several_lines(reason)
    if not reason:
        raise errors.ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise errors.ReasonTooLong
    said = {"cancel_reason": reason}
    _end(dossier, request_id, DossierEvent.CALL_OFF, actor=actor, party=party_of(actor), **said)
    return get_or_not_visible(ComplementRequest.objects.filter(pk=request_id, dossier=dossier))


@transaction.atomic
def lapse(*, request_id: UUID) -> None:
    """Let the service go on without an answer, once the last day to give one is over."""
    request = ComplementRequest.objects.get(pk=request_id)
    if timezone.localdate() <= request.last_day:
        return
    dossier = Dossier.objects.select_for_update().get(pk=request.dossier_id)
    _end(dossier, request_id, DossierEvent.LAPSE, actor=SYSTEM, party=Party.SYSTEM)


def lapse_overdue(*, most: int) -> None:
    """Let lapse what nobody answered in time, at most so many, each in a transaction of its own."""
    overdue = ComplementRequest.objects.due_before(timezone.localdate() - GRACE)
    for request_id in list(overdue.values_list("pk", flat=True)[:most]):
        lapse(request_id=request_id)


ENDINGS: Final = {DossierEvent.CALL_OFF: "cancelled_at", DossierEvent.LAPSE: "lapsed_at"}


def _end(
    dossier: Dossier, request_id: UUID, event: DossierEvent, *, actor: Author, party: Party, **said: str
) -> None:
    """End an open request of the dossier, which the caller has locked; ``said`` is kept with it."""
    waiting = ComplementRequest.objects.open().filter(pk=request_id, dossier=dossier)
    request = get_or_none(waiting)
    if request is None:
        return
    ComplementRequest.objects.filter(pk=request.pk).update(**{ENDINGS[event]: timezone.now()}, **said)
    move(actor=actor, party=party, dossier=dossier, event=event, facts={"request_id": request.pk})


def _bring_documents(request: ComplementRequest, sent: Submission) -> None:
    """Begin the answer with the documents sent for the questions asked: rows of its own, the same files.

    Those of the submission stay whatever becomes of these.
    """
    wanted = [one["id"] for one in sent.documents if f"{one['step']}.{one['field']}" in request.fields]
    sent_before = Attachment.objects.current().filter(pk__in=wanted, dossier=request.dossier_id)
    Attachment.objects.bulk_create(
        Attachment(**{**_columns(one), "id": uuid4(), "complement_id": request.pk}) for one in sent_before
    )


def _columns(attachment: Attachment) -> dict[str, Any]:
    return {field.attname: getattr(attachment, field.attname) for field in attachment._meta.concrete_fields}


def _refuse_words(text: str) -> None:
    if not text:
        raise errors.TextMissing
    if len(text) > LONGEST_TEXT:
        raise errors.TextTooLong

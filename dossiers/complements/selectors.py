"""What the pages show of what a service asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from dossiers.complements.askable import askable
from dossiers.complements.models import ComplementRequest
from dossiers.complements.querysets import OPEN_REQUEST
from dossiers.dossier.routed import definition_for
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.receipts.selectors import submissions_of
from dossiers.states import State
from dossiers.submission.sent import journey_of
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from dossiers.complements.querysets import ComplementRequestQuerySet
    from dossiers.dossier.models import Dossier
    from dossiers.dossier.querysets import DossierQuerySet
    from dossiers.engine.schema import Definition


NEVER_ASKED: Final = frozenset({State.DRAFT, State.SUBMITTED, State.RECEIVED, State.ANONYMISED})
"""Where nothing was asked yet, or nothing of it is shown any more."""


@dataclass(frozen=True, kw_only=True)
class ShownRequest:
    """A request that waits, and the questions it opens in the reader's language."""

    request: ComplementRequest
    questions: Sequence[str]

    @property
    def is_late(self) -> bool:
        """Whether the day that was said is over, and it may still be answered."""
        return timezone.localdate() > self.request.due_on


@dataclass(frozen=True)
class AskableStep:
    """A step of what was sent, and its questions that may be asked again: ``step.field`` and label."""

    key: str
    title: str
    questions: Sequence[tuple[str, str]]


def request_of(dossier: Dossier, request_id: UUID) -> ComplementRequest:
    """Return a request of the dossier, its answer loaded; raise NotVisible for any other."""
    return get_or_not_visible(dossier.complement_requests.select_related("answer").filter(pk=request_id))


def requests_of(dossier: Dossier) -> ComplementRequestQuerySet:
    """Return what the dossier's service asked, the latest first, with who asked."""
    return dossier.complement_requests.latest_first()


def requests_after(dossier: Dossier, place: tuple[datetime, UUID] | None) -> ComplementRequestQuerySet:
    """Return what the dossier's service asked after ``place``, the first one first, with who asked.

    None once the dossier is anonymised: their words are gone.
    """
    asked = dossier.complement_requests.first_first()
    if dossier.state == State.ANONYMISED:
        return asked.none()
    return asked.after(*place) if place else asked


def get_request(dossier: Dossier, request_id: UUID) -> ComplementRequest:
    """Return one of these requests. Raises NotVisible."""
    return get_or_not_visible(requests_after(dossier, None).filter(pk=request_id))


def askable_of(dossier: Dossier) -> list[AskableStep]:
    """Return what may be asked again of a sent dossier, step by step, in the reader's language."""
    language = get_language() or SOURCE_LANGUAGE
    definition = definition_for(dossier)
    journey = journey_of(submissions_of(dossier)[-1], definition)
    names = set(askable(journey))
    steps = [
        AskableStep(
            step.key,
            step.title(language),
            [
                (name, question.label(language))
                for key, question in step.questions.items()
                if (name := f"{step.key}.{key}") in names
            ],
        )
        for step in journey.steps
    ]
    return [step for step in steps if step.questions]


def answer_days(dossiers: Iterable[Dossier]) -> dict[UUID, date]:
    """Return by which day those of ``dossiers`` that wait for an answer should get it; no query for none."""
    waiting = [one.pk for one in dossiers if one.state == State.ACTION_NEEDED]
    if not waiting:
        return {}
    return dict(
        ComplementRequest.objects.open().filter(dossier__in=waiting).values_list("dossier_id", "due_on")
    )


def soonest_answers(dossiers: DossierQuerySet, most: int) -> tuple[list[Dossier], dict[UUID, date]]:
    """Return the first ``most`` of dossiers by the day until which their answer is awaited, and these days.

    In two queries: of the others, nothing but that day is read.
    """
    waiting = ComplementRequest.objects.filter(OPEN_REQUEST, dossier=OuterRef("pk"))
    dated = dossiers.annotate(answer_by=Subquery(waiting.values("due_on")[:1])).order_by("answer_by", "pk")
    days = dict(dated.values_list("pk", "answer_by")[:most])
    found = dossiers.in_bulk(days)
    return [found[key] for key in days], days


def open_request_of(dossier: Dossier) -> ComplementRequest | None:
    """Return what the service waits for; read only where it waits."""
    if dossier.state != State.ACTION_NEEDED:
        return None
    return get_or_none(ComplementRequest.objects.open().filter(dossier=dossier))


def shown_requests(
    dossier: Dossier, definition: Definition
) -> tuple[ShownRequest | None, list[ComplementRequest]]:
    """Return what the service waits for, and what it asked before, the latest first, in one query or none."""
    if dossier.state in NEVER_ASKED:
        return None, []
    listed = list(requests_of(dossier))
    awaited = next((one for one in listed if one.is_awaited), None)
    ended = [one for one in listed if one is not awaited]
    return (shown(awaited, definition) if awaited else None), ended


def shown(request: ComplementRequest, definition: Definition) -> ShownRequest:
    """Return a request with its questions in the reader's language."""
    language = get_language() or SOURCE_LANGUAGE
    asked = (definition.question(name) for name in request.fields)
    return ShownRequest(
        request=request, questions=[question.label(language) for question in asked if question]
    )

"""What each refusal of the portal, or of the framework, is for a back office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest
from ninja.errors import HttpError, ValidationError

from api.problems import kinds
from api.problems.answers import answer
from api.problems.kinds import Problem, bad_request, issue
from dossiers.complements.errors import (
    AlreadyAsked,
    DueDayRefused,
    FieldRefused,
    NotExamined,
    RequestOver,
)
from dossiers.deadlines.errors import NotOfItsServices
from dossiers.decisions.errors import AlreadyDecided, NotTakenUp, ReasonsMissing, SecondReadingNeeded
from dossiers.dossier.errors import TransitionRefused
from dossiers.handling.errors import NoLongerOpen
from dossiers.messages.errors import ConversationErased
from dossiers.submission.links import LinkOver
from dossiers.webhooks.errors import EndpointDisabled, PeriodRefused, TooManyEvents
from monespace.common.errors import DomainError, Forbidden, SomeRefused
from monespace.common.rate_limits import TooOften

if TYPE_CHECKING:
    from django.http import HttpResponse
    from ninja import NinjaAPI

WRONG_STATE: Final = (
    AlreadyAsked,
    AlreadyDecided,
    ConversationErased,
    EndpointDisabled,
    NoLongerOpen,
    NotExamined,
    NotTakenUp,
    RequestOver,
    TransitionRefused,
)
OF_FIELD: Final[dict[type[DomainError], tuple[str, str]]] = {
    DueDayRefused: ("dueOn", "The last day to answer is 3 to 180 days from today."),
    FieldRefused: ("fields", "One of them is not asked in this dossier, or an authentic source answers it."),
    NotOfItsServices: ("demarches", "One of them is none of your services."),
    PeriodRefused: ("until", "A past period of 31 days at most, whose end follows its beginning."),
    TooManyEvents: ("until", "More than 10,000 events happened in this period: ask for a shorter one."),
    ReasonsMissing: ("reasons", "What does not accept everything gives its reasons."),
}
"""Which field of a body a rule refuses, and why."""
UNKNOWN: Final = "extra_forbidden"


def register(interface: NinjaAPI) -> None:
    """Have every failure of an operation answered by a problem; defects go on to the portal's own handler."""
    handlers: dict[type[Exception], Any] = {
        Problem: answer,
        ValidationError: _invalid,
        HttpError: _unread,
        Http404: _not_found,
        LinkOver: _over,
        DomainError: _refused,
        Exception: _defect,
    }
    for error, handler in handlers.items():
        interface.add_exception_handler(error, handler)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer(request, bad_request(*map(_issue, error.errors)))


def _issue(error: dict[str, Any]) -> dict[str, Any]:
    where, *names = error["loc"]
    if len(names) > 1 or where == "body":
        names = names[1:]  # the first is the name of a parameter of ours
    kind = "unknownInput" if error["type"] == UNKNOWN else "schemaViolation"
    return issue(_written(names), str(where), kind, error["msg"])


def _written(names: list[str | int]) -> str:
    """Return the place of a value as the guide writes it: ``boardMembers[0].ssin``."""
    parts = [f"[{name}]" if isinstance(name, int) else f".{name}" for name in names]
    return "".join(parts).removeprefix(".")


def _unread(request: HttpRequest, _error: HttpError) -> HttpResponse:
    """Answer for a body that is no JSON."""
    return answer(request, bad_request(issue("", "body", "schemaViolation", "The body is not valid JSON.")))


def _not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return answer(request, Problem(kinds.NOT_FOUND))


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    return answer(request, problem_of(error))


def _over(request: HttpRequest, error: LinkOver) -> HttpResponse:
    """Answer for a link whose time is over: the document may still be read by who has a token."""
    way_on = f"GET /api/v1/dossiers/{error.dossier_id}/documents/{error.document_id}"
    return answer(request, Problem(kinds.GONE, f"Read it with a token of yours: {way_on}."))


def problem_of(error: DomainError) -> Problem:
    """Return the problem that a rule of the portal makes."""
    if isinstance(error, TooOften):
        return too_often(error)
    if isinstance(error, Http404):
        return Problem(kinds.NOT_FOUND)
    if isinstance(error, Forbidden):
        return Problem(kinds.MISSING_PERMISSION)
    if isinstance(error, SecondReadingNeeded):
        return Problem(kinds.SECOND_READING, "Two case officers decide on this démarche in the portal.")
    if type(error) in OF_FIELD:
        name, told = OF_FIELD[type(error)]
        values = error.names if isinstance(error, SomeRefused) else None
        return bad_request(issue(name, "body", "invalidInput", told, values))
    if isinstance(error, WRONG_STATE):
        return Problem(kinds.WRONG_STATE, "Read it again: its state does not allow this.")
    raise error


def too_often(error: TooOften) -> Problem:
    """Return the problem of a system that asks too much: how many it may, and when to come back."""
    return Problem(
        kinds.TOO_MANY,
        f"No more requests are accepted during the next {error.retry_after} seconds.",
        headers={"Retry-After": str(error.retry_after)},
        limit=error.limit,
        retryAfterSec=error.retry_after,
    )


def _defect(_request: HttpRequest, error: Exception) -> HttpResponse:
    raise error

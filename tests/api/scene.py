"""A dossier in the hands of a service whose system acts on it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from dossiers.states import State
from monespace.journal.models import Event
from tests.handling.factories import CaseFactory
from tests.submission.factories import SubmissionFactory

if TYPE_CHECKING:
    from django.http import HttpResponse

    from dossiers.models import Dossier
    from tests.api.caller import Caller

KEYS = count()


def examined_elsewhere(state: State = State.IN_PROGRESS, **more: Any) -> Dossier:
    """Return a dossier that was sent, and that the service handles in a system of its own."""
    return SubmissionFactory(dossier__state=state, **more).dossier


def examined_here(state: State = State.IN_PROGRESS, **more: Any) -> Dossier:
    """Return a dossier that officers see in the portal too."""
    dossier = examined_elsewhere(state, **more)
    CaseFactory(dossier=dossier)
    return dossier


def act(caller: Caller, dossier: Dossier, path: str, body: Any = None, **headers: str) -> HttpResponse:
    """Act on a dossier under a key of its own, unless ``Idempotency_Key`` names one."""
    headers.setdefault("Idempotency_Key", f'"clef-{next(KEYS)}"')
    return caller.post(f"dossiers/{dossier.pk}/{path}", body, **headers)


def events(dossier: Dossier, tag: str) -> list[Event]:
    """Return the events of a dossier with this name, the first one first."""
    return list(Event.objects.filter(subject_id=str(dossier.pk), tag=tag).order_by("pk"))


def issues(answer: HttpResponse) -> list[tuple[str, str]]:
    """Return where the issues of a bad request stand."""
    assert answer.status_code == 400, answer.content
    return [(one["in"], one["name"]) for one in answer.json()["issues"]]

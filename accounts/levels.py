"""How sure, and how recent, the sign-in of this browser's session is."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone

from monespace.common.levels import Level

if TYPE_CHECKING:
    from django.http import HttpRequest

FRESH_MINUTES = 60  # agents' pages
SENSITIVE_MINUTES = 15  # changes of access, deletion of data: accounts.step_up.require_fresh
GRACE_MINUTES = 10  # to send the form of a page that was shown in time


class Method(StrEnum):
    """A means of identification that the portal offers."""

    EID = "eid"
    ITSME = "itsme"
    EIDAS = "eidas"  # the means of another European country


METHOD_LEVELS = {Method.EID: Level.EID, Method.ITSME: Level.ITSME, Method.EIDAS: Level.ITSME}


def session_level(request: HttpRequest) -> Level:
    """Return the level of assurance that the federation gave for this session."""
    if not request.user.is_authenticated:
        return Level.NONE
    return Level(request.session.get("level", Level.NONE))


def session_method(request: HttpRequest) -> str:
    """Return the means used for this session: "eid", "itsme", or nothing when signed out."""
    return request.session.get("method", "") if request.user.is_authenticated else ""


def authenticated_at(request: HttpRequest) -> datetime | None:
    """Return when the person proved who they are, as the federation says; None when signed out."""
    moment = request.session.get("authenticated_at")
    return datetime.fromisoformat(moment) if moment and request.user.is_authenticated else None


def is_fresh(request: HttpRequest, minutes: int = FRESH_MINUTES) -> bool:
    """Whether the person proved who they are less than ``minutes`` ago (agents' pages ask for it)."""
    moment = authenticated_at(request)
    return moment is not None and timezone.now() - moment < timedelta(minutes=minutes)

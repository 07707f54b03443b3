"""How sure, and how recent, the sign-in of this browser's session is."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

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


METHOD_WORDS = {
    Method.EID: gettext_noop("carte d’identité électronique (eID)"),
    Method.ITSME: "itsme",
    Method.EIDAS: gettext_noop("moyen d’un autre pays européen (eIDAS)"),
}
METHOD_LEVELS = {Method.EID: Level.EID, Method.ITSME: Level.ITSME, Method.EIDAS: Level.ITSME}


def method_words(method: str) -> str:
    """Name a means of identification in the reader's language; nothing when none was kept.

    The only place that names one: a proof never says the means of somebody else.
    """
    return gettext(METHOD_WORDS[Method(method)]) if method else ""


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

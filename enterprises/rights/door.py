"""The door of a space: who is asking, with the rights of now, and whether they may (ADR 0013).

Somebody whose access has ended is told so: they knew the space, « not found » would mislead (ADR 0033).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.levels import session_level, session_method
from enterprises.rights.checks import enter, require
from enterprises.rights.models import GapDesignation, Membership
from enterprises.rights.permissions import Permission
from enterprises.rights.services import note_use
from monespace.common.errors import Forbidden, NotVisible

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from django.http import HttpRequest

    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor


@dataclass(frozen=True, slots=True)
class PastAccess:
    """An access that ended, and the last day it gave anything."""

    enterprise: Enterprise
    ended_on: date


class AccessEnded(Forbidden):
    """The person had access to this space and has none any more; ``past`` says since when (ADR 0033)."""

    message = _(
        "Votre accès à l’espace de cette entreprise a pris fin. Ses dossiers et ses brouillons y restent."
    )
    template = "enterprises/access_ended.html"

    def __init__(self, past: PastAccess) -> None:
        super().__init__("access_ended")
        self.past = past


def past_access(user: User, number: str) -> PastAccess | None:
    """Return the latest access ``user`` had to enterprise ``number``, None without any, in two queries."""
    here = Q(user=user, enterprise__number=number)
    lapsed = Q(ended_at=None, ends_on__lt=timezone.localdate())
    memberships = Membership.objects.filter(here, Q(ended_at__isnull=False) | lapsed)
    designations = GapDesignation.objects.filter(here, ended_at__isnull=False)
    ended = [
        *(PastAccess(row.enterprise, last_day(row)) for row in memberships.select_related("enterprise")),
        *(PastAccess(row.enterprise, last_day(row)) for row in designations.select_related("enterprise")),
    ]
    return max(ended, key=lambda past: past.ended_on, default=None)


def last_day(row: Any) -> date:
    """Return the day a membership or a designation ended, or its last one when nobody ended it."""
    if row.ended_at:
        return timezone.localdate(row.ended_at)
    return row.ends_on


def get_actor(request: HttpRequest, space_key: str) -> Actor:
    """Return who acts in the space ``space_key``; a space they may not enter does not exist for them.

    Whoever sends something in an enterprise's space uses their access to it today.
    Who had access to it once knows it: they are told that it ended, and when (AccessEnded, ADR 0033).
    """
    if not request.user.is_authenticated:
        raise NotVisible
    level, method = session_level(request), session_method(request)
    try:
        actor = enter(request.user, space_key, level=level, method=method)
    except NotVisible:
        if past := past_access(request.user, space_key):
            raise AccessEnded(past) from None
        raise
    if request.method == "POST" and not actor.space.is_citizen:
        note_use(actor=actor)
    request.actor = actor  # type: ignore[attr-defined]  # read by the context processor
    return actor


def get_enterprise_actor(request: HttpRequest, space_key: str) -> tuple[Actor, Enterprise]:
    """Return who acts in an enterprise, as a member or by mandate, and that enterprise."""
    actor = get_actor(request, space_key)
    if actor.space.enterprise is None:
        raise NotVisible
    return actor, actor.space.enterprise


def get_insider(request: HttpRequest, space_key: str, permission: Permission) -> tuple[Actor, Enterprise]:
    """Return who acts in an enterprise with ``permission``, and that enterprise."""
    actor, enterprise = get_enterprise_actor(request, space_key)
    require(actor, permission)
    return actor, enterprise


def get_manager(request: HttpRequest, space_key: str) -> tuple[Actor, Enterprise]:
    """Return who manages the accesses of an enterprise, and the enterprise."""
    return get_insider(request, space_key, Permission.MANAGE_MEMBERS)

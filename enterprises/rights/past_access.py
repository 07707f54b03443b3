"""What is told to somebody whose access has ended: they knew the space, « not found » would mislead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.rights.models import GapDesignation, Membership
from monespace.common.errors import Forbidden

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from accounts.models import User
    from enterprises.register.models import Enterprise


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

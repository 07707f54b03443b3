"""A person whom the authentic source has just confirmed as representing an enterprise (ADR 0030).

The door of their pages asks for a sign-in by eID, and a recent answer of the BCE.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.errors import IdentifyAgain
from accounts.levels import session_level
from accounts.person import person_of
from enterprises.managers.errors import NotRepresentative
from enterprises.managers.models import RepresentationCheck
from monespace.common.levels import Level

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User
    from enterprises.register.models import Enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Who may designate: the person, and the answer of the source that says so."""

    user: User
    check: RepresentationCheck

    @property
    def enterprise(self) -> Enterprise:
        """The enterprise represented."""
        enterprise = self.check.enterprise
        assert enterprise is not None, "a constraint of the table"  # noqa: S101 - for the type checker
        return enterprise

    @property
    def on_behalf_of(self) -> str:
        """The number of the enterprise represented."""
        return self.enterprise.number

    @property
    def evidence(self) -> str:
        """What a designation keeps in words, beside the answer itself."""
        return f"BCE: {self.check.function}, {self.check.since}"


def find_representative(user: User, number: str) -> Representative | None:
    """Return ``user`` as representative if the latest answer of the source, not an older one, says so."""
    latest = RepresentationCheck.objects.of(user, number).recent().select_related("enterprise").first()
    if latest is None or latest.outcome != RepresentationCheck.Outcome.REPRESENTS:
        return None
    return Representative(user=user, check=latest)


def require_representation_now(actor: Representative, enterprise: Enterprise) -> None:
    """Raise NotRepresentative unless the source's answer still stands: for services, under their lock."""
    current = find_representative(actor.user, enterprise.number)
    if current is None or current.check != actor.check:
        raise NotRepresentative


def get_representative(request: HttpRequest, number: str) -> Representative:
    """Return who represents the enterprise by a recent answer of the BCE. Raises NotRepresentative."""
    require_card(request)
    representative = find_representative(person_of(request), number)
    if representative is None:
        raise NotRepresentative
    return representative


def require_card(request: HttpRequest) -> None:
    """Ask for the electronic identity card: who designates an access manager binds the enterprise."""
    if session_level(request) < Level.EID:
        raise IdentifyAgain("level", level=Level.EID, fresh=True)

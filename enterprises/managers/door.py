"""The door of the pages for legal representatives: a sign-in by eID, and a recent answer of the BCE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.errors import IdentifyAgain
from accounts.levels import session_level
from accounts.person import person_of
from enterprises.managers.errors import NotRepresentative
from enterprises.managers.representatives import find_representative
from monespace.common.levels import Level

if TYPE_CHECKING:
    from django.http import HttpRequest

    from enterprises.managers.representatives import Representative


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

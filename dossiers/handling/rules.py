"""Who may take up or hand over a case as it stands: the rules that pages may ask about beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.handling.errors import HandedOverMeanwhile, NoLongerOpen, WithColleague
from dossiers.states import OPEN

if TYPE_CHECKING:
    from typing import Any

    from accounts.models import User
    from dossiers.handling.models import Case


def require_free(case: Case, user: User) -> None:
    """Raise NoLongerOpen for a case that has ended, WithColleague for one in other hands than the user's."""
    if case.dossier.state not in OPEN:
        raise NoLongerOpen
    if case.officer_id not in {None, user.pk}:
        raise WithColleague


def require_in_hands(case: Case, instead_of: Any) -> None:
    """Raise NoLongerOpen for a case that has ended, HandedOverMeanwhile unless it is with ``instead_of``."""
    if case.dossier.state not in OPEN:
        raise NoLongerOpen
    if case.officer_id != instead_of:
        raise HandedOverMeanwhile

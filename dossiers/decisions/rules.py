"""When a dossier may be decided, and with which reasons: the rules that pages may ask about beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.decisions import errors
from dossiers.decisions.models import LONGEST_REASONS
from dossiers.handling.errors import NoLongerOpen
from dossiers.states import OPEN, UNDER_EXAMINATION, State

if TYPE_CHECKING:
    from dossiers.engine.schema import Definition


def require_examined(state: str) -> None:
    """Raise NoLongerOpen for a dossier that has ended, NotTakenUp for one that nobody examines yet."""
    if state not in OPEN:
        raise NoLongerOpen
    if state not in UNDER_EXAMINATION:
        raise errors.NotTakenUp


def require_one_reading(definition: Definition) -> None:
    """Raise SecondReadingNeeded where another officer must read a decision before it is made."""
    if definition.second_reading:
        raise errors.SecondReadingNeeded


def require_reasons(outcome: State, reasons: str) -> None:
    """Raise ReasonsMissing where not all is accepted without saying why, ReasonsTooLong for endless ones."""
    if not reasons and outcome != State.ACCEPTED:
        raise errors.ReasonsMissing
    if len(reasons) > LONGEST_REASONS:
        raise errors.ReasonsTooLong

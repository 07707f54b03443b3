"""What is told of a decision, and what a system decides."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from api.schemas import Body
from dossiers.decisions.models import LONGEST_REASONS
from dossiers.states import State
from monespace.common.text import several_lines


class Outcome(StrEnum):
    """What is decided: the state that the dossier reaches."""

    ACCEPTED = State.ACCEPTED.value
    PARTLY_ACCEPTED = State.PARTLY_ACCEPTED.value
    REFUSED = State.REFUSED.value
    CLOSED = State.CLOSED.value


class NewDecision(Body):
    """What the service decides, and why, in the language of the dossier; the person reads it."""

    outcome: Outcome
    reasons: Annotated[str, Field(max_length=LONGEST_REASONS), AfterValidator(several_lines)] = Field(
        default="", description="Wanted unless everything is accepted."
    )


class Decision(Body):
    """What was decided; ``bySilence`` when the time limit passed, and the law says what that means.

    ``remedies`` is how it may be contested, as the person reads it. ``document`` leads to the sealed PDF
    once it is made. ``decidedBy`` is the officer or the system that decided.
    """

    outcome: Outcome
    decided_at: datetime
    decided_by: str | None = None
    by_silence: bool
    reasons: str
    remedies: str
    document: str | None = None

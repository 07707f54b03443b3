"""What is told of a decision, and what a system decides."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.dossiers.schemas import SHA256
from api.dossiers.uploads import NewDocument
from api.schemas import Body
from dossiers.decisions.attachments.services import RULES
from dossiers.decisions.models import LONGEST_REASONS
from dossiers.states import State
from monespace.common.text import several_lines
from monespace.documents.models import StoredFile


class Outcome(StrEnum):
    """What is decided: the state that the dossier reaches."""

    ACCEPTED = State.ACCEPTED.value
    PARTLY_ACCEPTED = State.PARTLY_ACCEPTED.value
    REFUSED = State.REFUSED.value
    CLOSED = State.CLOSED.value


class DecisionDocument(Body):
    """A file that goes with a decision; only one that the scan found ``clean`` can be read."""

    href: str
    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str = Field(pattern=SHA256)
    scan: StoredFile.Scan


class NewDecision(Body):
    """What the service decides, and why, in the language of the dossier; the person reads it.

    ``documents`` go with the sealed one: 7 MB of them all together.
    """

    outcome: Outcome
    reasons: Annotated[str, Field(max_length=LONGEST_REASONS), AfterValidator(several_lines)] = Field(
        default="", description="Wanted unless everything is accepted."
    )
    documents: list[NewDocument] = Field(default=[], max_length=RULES.max_files)


class Decision(Body):
    """What was decided; ``bySilence`` when the time limit passed, and the law says what that means.

    ``remedies`` is how it may be contested, as the person reads it. ``document`` leads to the sealed PDF
    once it is made; ``documents`` go with it. ``decidedBy`` is the officer or the system that decided.
    """

    outcome: Outcome
    decided_at: datetime
    decided_by: str | None = None
    by_silence: bool
    reasons: str
    remedies: str
    document: str | None = None
    documents: list[DecisionDocument]

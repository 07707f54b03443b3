"""What is told of requests for complements, and what a system asks."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.schemas import Body, Day
from dossiers.complements.models import LONGEST_REASON, LONGEST_TEXT
from monespace.common.text import one_line, several_lines

MOST_FIELDS = 1_000
VISIBLE = AfterValidator(several_lines), Field(min_length=1)


class Standing(StrEnum):
    """What became of a request; ``over`` when its dossier was decided or withdrawn before an answer."""

    AWAITED = "awaited"
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    OVER = "over"


class Complement(Body):
    """What the service asked; once answered, ``submission`` is the number of the answer in the dossier.

    ``fields`` are the questions that it opened, each ``step.field``: those asked, and what hangs on them.
    """

    href: str
    id: UUID
    text: str
    due_on: date
    fields: list[str]
    asked_by: str
    asked_at: datetime
    standing: Standing
    ended_at: datetime | None = None
    cancel_reason: str | None = None
    submission: int | None = None


class ComplementPage(Body):
    """Requests, the first one first; ``next`` leads to those after them, if there are any."""

    items: list[Complement]
    page_size: int
    next: str | None = None


class NewComplement(Body):
    """What is asked, in the language of the dossier, until when, and the questions and documents asked."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), *VISIBLE]
    due_on: Day = Field(description="3 to 180 days from today.")
    fields: list[Annotated[str, Field(max_length=200), AfterValidator(one_line)]] = Field(
        min_length=1,
        max_length=MOST_FIELDS,
        description="Each `step.field`, as the JSON Schema of the payload names them; documents as well.",
    )


class Cancellation(Body):
    """Why the service no longer waits for an answer: the person reads it."""

    reason: Annotated[str, Field(min_length=1, max_length=LONGEST_REASON), *VISIBLE]

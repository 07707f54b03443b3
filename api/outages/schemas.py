"""What is told of an outage, and what a system announces."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.schemas import Body, Day
from dossiers.deadlines.outage_terms import LONGEST_TEXT, MOST_DAYS
from monespace.common.text import one_line

MOST_DEMARCHES = 1_000
Words = Annotated[
    str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(one_line), Field(min_length=1)
]


class Texts(Body):
    """One text in French and German, and in Dutch and English where you have them."""

    fr: Words
    de: Words
    nl: Words | None = None
    en: Words | None = None


class Terms(Body):
    """A period in which people or services could not work; limits that ran on one of its days get longer.

    By `extraDays` calendar days, or to the day `extendedTo`: one of both. People read the two texts.
    """

    began_on: Day
    ended_on: Day
    demarches: list[Annotated[str, Field(max_length=50)]] = Field(
        min_length=1, max_length=MOST_DEMARCHES, description="Slugs of démarches of your services."
    )
    extra_days: int | None = Field(default=None, strict=True, ge=1, le=MOST_DAYS)
    extended_to: Day | None = None
    cause: Texts
    legal_basis: Texts


class Outage(Terms):
    """An outage that was announced; it never changes."""

    href: str
    id: UUID
    announced_at: datetime

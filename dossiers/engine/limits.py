"""The legal time limit of a decision: how long, counted how and from when, and what silence then means."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field, StrictBool, StrictInt

from dossiers.engine.base import Model, Text
from monespace.calendars.closing import Calendar

MOST_MONTHS: Final = 60

Unit = Literal["calendar_days", "working_days", "months"]
Start = Literal["receipt", "completeness"]


class Silence(Model):
    """What the law makes of a limit that passes without a decision, and the text that says so."""

    means: Literal["approval", "refusal"]
    legal_basis: Text


class Limit(Model):
    """By when a decision is due: ``amount`` of ``unit`` from the ``start``, as ADR 0074 counts them."""

    amount: StrictInt = Field(ge=1, le=730)
    unit: Unit = "calendar_days"
    start: Start = Field(
        default="completeness",
        description="The day the request came; or the day the last piece asked for came.",
    )
    next_working_day: StrictBool = Field(
        default=False, description="A limit that ends on a day off goes on to the next working day."
    )
    calendar: Calendar = Field(
        default=Calendar.LEGAL, description="Legal holidays, or also the closing days of these services."
    )
    legal_basis: Text | None = None
    silence: Silence | None = Field(
        default=None, description="Nothing when the law gives silence no meaning."
    )


class DecisionLimit(Limit):
    """A limit as a definition declares it: with the text that sets it."""

    legal_basis: Text

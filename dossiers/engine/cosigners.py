"""Co-signatories: who else must sign a request before it is sent (ADR 0086)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field, StrictInt

from dossiers.engine.base import Key, Model, Text
from dossiers.engine.conditions import DeclaredCondition

if TYPE_CHECKING:
    from dossiers.engine.journey import Journey

MOST_COSIGNERS: Final = 5
"""People who sign beside the one who asks, all together."""


class Cosigner(Model):
    """Somebody who must sign too: in which quality, how many of them, when, and how surely identified."""

    key: Key
    title: Text = Field(description="In which quality they sign.")
    min: StrictInt = Field(default=1, ge=0, le=MOST_COSIGNERS, description="0: nobody has to.")
    max: StrictInt = Field(default=1, ge=1, le=MOST_COSIGNERS)
    when: DeclaredCondition | None = None
    level: Literal[450, 500] | None = Field(default=None, description="The démarche's own unless given.")
    name: str | None = Field(default=None, description="The field with the name: step.field.")
    email: str | None = Field(default=None, description="The field with the e-mail address: step.field.")


def cosigners_of(journey: Journey) -> list[Cosigner]:
    """Return who must or may sign too, as the answers have it."""
    return [
        one
        for one in journey.definition.cosigners
        if one.when is None or one.when.holds(journey.value, journey.today)
    ]

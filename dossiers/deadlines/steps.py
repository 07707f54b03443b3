"""What made a time limit end when it does, step by step, as it is kept; and each step in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID

from django.utils.translation import gettext, ngettext
from pydantic import Field, TypeAdapter

from dossiers.engine.base import Model
from dossiers.engine.limits import Start
from monespace.common.days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable

ONE_DAY: Final = timedelta(days=1)


class Begun(Model):
    """The limit began: on the day of receipt, or on that of a complete dossier."""

    kind: Literal["begun"] = "begun"
    on: date
    start: Start

    def __str__(self) -> str:
        if self.start == "receipt":
            text = gettext("Le délai commence le %(day)s, à la réception de la demande.")
        else:
            text = gettext(
                "Le délai commence le %(day)s, à la réception du dossier complet. "
                "Si le service demande ce qui manque, il recommence le jour de votre réponse."
            )
        return text % {"day": written_day(self.on)}


class Suspended(Model):
    """The days after ``since``, up to ``until``, did not count; without it they still go on."""

    kind: Literal["suspended"] = "suspended"
    since: date
    until: date | None = None

    def __str__(self) -> str:
        first = written_day(self.since + ONE_DAY)
        if self.until is None:
            text = gettext("Le délai est suspendu depuis le %(day)s : le service attend votre réponse.")
            return text % {"day": written_day(self.since)}
        text = gettext("Le délai est suspendu du %(first)s au %(last)s : le service attendait votre réponse.")
        return text % {"first": first, "last": written_day(self.until)}


class Extended(Model):
    """An outage made the limit longer: by so many days, or up to a day."""

    kind: Literal["extended"] = "extended"
    outage: UUID
    began_on: date
    ended_on: date
    days: int | None
    to: date | None

    def __str__(self) -> str:
        period = {"first": written_day(self.began_on), "last": written_day(self.ended_on)}
        if self.to is not None:
            text = gettext("Le délai est prolongé jusqu’au %(to)s : panne du %(first)s au %(last)s.")
            return text % {"to": written_day(self.to), **period}
        text = ngettext(
            "Le délai est prolongé de %(days)s jour : panne du %(first)s au %(last)s.",
            "Le délai est prolongé de %(days)s jours : panne du %(first)s au %(last)s.",
            self.days or 0,
        )
        return text % {"days": self.days, **period}


class PutOff(Model):
    """The limit would have ended on a day off, and goes on to the next working day."""

    kind: Literal["put_off"] = "put_off"
    day_off: date

    def __str__(self) -> str:
        text = gettext("Le %(day)s n’est pas un jour ouvrable : le délai va jusqu’au jour ouvrable suivant.")
        return text % {"day": written_day(self.day_off)}


Step = Begun | Suspended | Extended | PutOff
_kept: Final = TypeAdapter(tuple[Annotated[Step, Field(discriminator="kind")], ...])


def as_kept(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return the steps as the database keeps them."""
    return [step.model_dump(mode="json") for step in steps]


def from_kept(kept: list[dict[str, Any]]) -> tuple[Step, ...]:
    """Return the steps that the database keeps."""
    return _kept.validate_python(kept)

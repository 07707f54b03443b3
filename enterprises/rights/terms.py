"""What an access gives, how far it reaches, and what may be given today (ADR 0035, 0049).

A role until a last day, for one establishment or all, for some démarches or all: asked by forms and by
services. The database refuses what lasts too long as well, whoever writes it (constraints of memberships and
mandates). The app that publishes démarches registers the list of those that an access may be limited to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import DateField, Func
from django.utils import timezone

from enterprises.rights.errors import (
    DemarcheNotOffered,
    LastsTooLong,
    MembershipPeriodInvalid,
    StartsInThePast,
)
from enterprises.rights.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date
    from typing import Any, Protocol

    from monespace.common.errors import DomainError

    class KeepsTerms(Protocol):
        """A row with the columns of terms, such as an invitation or a membership."""

        role: str
        ends_on: date
        establishment_id: int | None
        demarches: list[str]


MOST_YEARS = 5
DEFAULT_DAYS = 730
PRESSED_TWICE = timedelta(minutes=1)  # the same wish again within it is a second press of one button
END_OF_FEBRUARY = 28
Offer = list[tuple[str, str]]  # slug and title, in the reader's language
_sources: list[Callable[[], Offer]] = []


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an access gives: the one place to add to when accesses give something else."""

    role: Role
    ends_on: date
    establishment_id: int | None = None  # one establishment, or all of them
    demarches: tuple[str, ...] = ()  # slugs, or every démarche when empty

    @property
    def columns(self) -> dict[str, Any]:
        """The columns that keep them, on an invitation as on a membership."""
        return {
            "role": self.role,
            "ends_on": self.ends_on,
            "establishment_id": self.establishment_id,
            "demarches": list(self.demarches),
        }

    @classmethod
    def of(cls, row: KeepsTerms) -> Terms:
        """Return the terms that a row keeps."""
        return cls(
            role=Role(row.role),
            ends_on=row.ends_on,
            establishment_id=row.establishment_id,
            demarches=tuple(row.demarches),
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """How far it reaches: one establishment or all (None); the slugs of some démarches, or all (None)."""

    establishment_id: int | None = None
    demarches: frozenset[str] | None = None

    @classmethod
    def of(cls, establishment_id: int | None, demarches: Collection[str]) -> Scope:
        """Return the scope that a row writes down: no démarche named means all of them."""
        return cls(establishment_id, frozenset(demarches) or None)

    def covers(self, demarche: str) -> bool:
        """Whether it reaches the démarche with this slug."""
        return self.demarches is None or demarche in self.demarches

    def reaches(self, establishment_id: int | None, demarche: str) -> bool:
        """Whether it reaches such a dossier: DossierQuerySet.visible_to says it in SQL, a test compares."""
        return self.establishment_id in {None, establishment_id} and self.covers(demarche)

    def within(self, demarches: frozenset[str] | None) -> Scope:
        """Return what is left of it among ``demarches``."""
        if demarches is None or self.demarches is None:
            return Scope(self.establishment_id, demarches if self.demarches is None else self.demarches)
        return Scope(self.establishment_id, self.demarches & demarches)


WHOLE = Scope()


class YearsLater(Func):
    """The day MOST_YEARS after a day, as ``latest_end`` says it in Python: a test compares."""

    template = f"(%(expressions)s + interval '{MOST_YEARS} years')"
    output_field = DateField()


def latest_end(first: date) -> date:
    """Return the last day of what begins on ``first``, at most: the same day five years later."""
    year = first.year + MOST_YEARS
    try:
        return first.replace(year=year)
    except ValueError:  # a 29 February
        return first.replace(year=year, day=END_OF_FEBRUARY)


def default_end() -> date:
    """Return the last day of an access that starts today, unless said otherwise (ADR 0008)."""
    return timezone.localdate() + timedelta(days=DEFAULT_DAYS)


def require_period(
    starts_on: date, ends_on: date, *, backwards: type[DomainError] = MembershipPeriodInvalid
) -> None:
    """Raise StartsInThePast, ``backwards`` or LastsTooLong unless such a period may be given today."""
    if starts_on < timezone.localdate():
        raise StartsInThePast
    if ends_on < starts_on:
        raise backwards
    require_in_time(ends_on)


def require_in_time(ends_on: date) -> None:
    """Raise LastsTooLong when what is given today would end too late."""
    latest = latest_end(timezone.localdate())
    if ends_on > latest:
        raise LastsTooLong(latest)


def offered_by(source: Callable[[], Offer]) -> Callable[[], Offer]:
    """Declare who knows the démarches that enterprises may use."""
    _sources.append(source)
    return source


def offered(*, kept: Collection[str] = ()) -> Offer:
    """Return the démarches that enterprises may use, by title.

    Those of ``kept`` that are no longer among them follow, by slug: a limit that goes on is seen and kept.
    """
    found = [demarche for source in _sources for demarche in source()]
    known = {slug for slug, _title in found}
    return found + [(slug, slug) for slug in sorted(kept) if slug not in known]


def require_offered(demarches: Collection[str], *, kept: Collection[str] = ()) -> None:
    """Raise DemarcheNotOffered about the first of ``demarches`` that is neither offered nor ``kept``."""
    if demarches and (unknown := sorted(set(demarches) - {slug for slug, _title in offered(kept=kept)})):
        raise DemarcheNotOffered(unknown[0])

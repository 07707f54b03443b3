"""For which establishments of an enterprise something may be given or begun: those that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from enterprises.register.errors import EstablishmentClosed, NotItsEstablishment
from enterprises.register.models import Establishment, stopped
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from enterprises.register.models import Enterprise

NAMED_BY: Final = ("enterprise", "number", "name", "names", "stopped_on")


def places_of(enterprise: Enterprise) -> QuerySet[Establishment]:
    """Return its establishments, closed ones too, by name.

    What names them is loaded and no more, and none is tied to the enterprise: it may have hundreds.
    """
    return Establishment.objects.filter(enterprise=enterprise).only(*NAMED_BY).order_by("name", "number")


def open_places(enterprise: Enterprise, *, kept_id: int | None = None) -> list[Establishment]:
    """Return the establishments that may be chosen, by name.

    A closed one is among them only when it is ``kept_id``, chosen before it closed: its label says so.
    """
    return [one for one in places_of(enterprise) if one.pk == kept_id or not one.has_stopped]


def places_named(enterprise: Enterprise, words: str) -> list[Establishment]:
    """Return the establishments, closed ones too, that ``words`` may mean."""
    return [one for one in places_of(enterprise) if one.is_meant_by(words)]


def closed_on(number: str) -> date | None:
    """Return since when the establishment with these ten digits is closed; None for any other number."""
    closed = get_or_none(Establishment.objects.filter(stopped(), number=number))
    return closed.stopped_on if closed else None


def require_place(
    enterprise: Enterprise,
    establishment_id: int | None,
    *,
    closed: type[EstablishmentClosed] = EstablishmentClosed,
) -> None:
    """Raise NotItsEstablishment or ``closed`` unless it is an open one of the enterprise, or none (None)."""
    if establishment_id is None:
        return
    place = get_or_none(enterprise.establishments.filter(pk=establishment_id))
    if place is None:
        raise NotItsEstablishment
    if place.has_stopped:
        raise closed(place)

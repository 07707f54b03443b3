"""What the pages about agents of services read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from accounts.models import User
from dossiers.catalogue.selectors import service_names
from dossiers.handling.models import Case, ServiceMember
from dossiers.handling.querysets import case_officers
from monespace.common.db import get_or_not_visible, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from dossiers.handling.querysets import ServiceMemberQuerySet

MOST_OFFICERS = 500


@dataclass(frozen=True)
class Place:
    """An agent's place in a service, and what the service is called."""

    member: ServiceMember
    service: str


def standing() -> ServiceMemberQuerySet:
    """Return who works for which service now, service by service and by name."""
    members = ServiceMember.objects.standing().select_related("user")
    return members.order_by("service", "user__last_name", "user__first_name", "pk")


def ended() -> ServiceMemberQuerySet:
    """Return who no longer works for a service, the latest ended first."""
    return ServiceMember.objects.ended().select_related("user")


def places_of(members: Iterable[ServiceMember], language: str) -> list[Place]:
    """Return places with the names of their services, in one's language."""
    names = service_names(language)
    return [Place(member, names.get(member.service, member.service)) for member in members]


def get_standing(member_id: int) -> ServiceMember:
    """Return one who works for a service now. Raises NotVisible."""
    return get_or_not_visible(standing().filter(pk=member_id))


def open_cases_in_hand(member: ServiceMember) -> int:
    """Return how many open dossiers of the service are in the agent's hands."""
    return Case.objects.of_service([member.service]).mine(member.user).count()


def services(language: str) -> list[tuple[str, str]]:
    """Return key and name of the services that published démarches name or that have had agents, by name."""
    names = service_names(language)
    keys = names.keys() | values_of(F("service"), ServiceMember.objects.all())
    return sorted(((key, names.get(key, key)) for key in keys), key=lambda one: one[::-1])


def officers() -> QuerySet[User]:
    """Return the case officers, by name."""
    return User.objects.filter(case_officers()).order_by("last_name", "first_name", "pk")

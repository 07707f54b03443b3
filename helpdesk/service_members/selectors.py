"""What the pages about agents of services read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.agents import AgentGroup
from accounts.models import User
from dossiers.catalogue.selectors import published_demarches
from dossiers.handling.models import Case, ServiceMember
from dossiers.submission.gateways import PORTAL
from monespace.common.db import get_or_not_visible, values_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from dossiers.handling.querysets import ServiceMemberQuerySet

MOST_OFFICERS = 500


def standing() -> ServiceMemberQuerySet:
    """Return who works for which service now, service by service and by name."""
    members = ServiceMember.objects.standing().select_related("user")
    return members.order_by("service", "user__last_name", "user__first_name", "pk")


def ended() -> ServiceMemberQuerySet:
    """Return who no longer works for a service, the latest ended first."""
    return ServiceMember.objects.ended().select_related("user")


def get_standing(member_id: int) -> ServiceMember:
    """Return one who works for a service now. Raises NotVisible."""
    return get_or_not_visible(standing().filter(pk=member_id))


def open_cases_in_hand(member: ServiceMember) -> int:
    """Return how many open dossiers of the service are in the agent's hands."""
    return Case.objects.of_service([member.service]).mine(member.user).count()


def services() -> list[str]:
    """Return the services to which a published démarche is handed in the portal, or that have had agents."""
    published = {
        channel.service
        for definition in published_demarches()
        for channel in definition.delivery
        if channel.gateway == PORTAL
    }
    return sorted(published | set(values_of("service", ServiceMember.objects.all())))


def officers() -> QuerySet[User]:
    """Return the case officers, by name."""
    people = User.objects.filter(is_active=True, is_staff=True, groups__name=AgentGroup.CASE_OFFICER)
    return people.order_by("last_name", "first_name", "pk")

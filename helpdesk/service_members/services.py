"""What supervisors do about agents of services; each checks the right of now inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.handling import services
from helpdesk.access import AgentPermission, check
from helpdesk.service_members.errors import NoOfficer
from helpdesk.service_members.selectors import officers

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.handling.models import ServiceMember

MANAGE = AgentPermission.MANAGE_SERVICE_MEMBERS


@transaction.atomic
def add_member(*, actor: User, user: User, service: str) -> ServiceMember:
    """Let a case officer work for a service; doing it twice changes nothing. Raises Forbidden, NoOfficer."""
    check(actor=actor, permission=MANAGE)
    if not officers().filter(pk=user.pk).exists():
        raise NoOfficer
    return services.add_service_member(actor=actor, user=user, service=service)


@transaction.atomic
def end_member(*, actor: User, member_id: int) -> ServiceMember:
    """End an agent's work for a service; the dossiers in hand go back. Raises Forbidden, NotVisible."""
    check(actor=actor, permission=MANAGE)
    return services.end_service_member(actor=actor, member_id=member_id)

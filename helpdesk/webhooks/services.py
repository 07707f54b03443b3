"""What supervisors do about addresses of systems; each checks the right of now inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.webhooks import replaying, services
from helpdesk.access import AgentPermission, check

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from accounts.models import User
    from dossiers.models import Endpoint
    from dossiers.webhooks.replaying import Period

MANAGE = AgentPermission.MANAGE_CLIENTS


@transaction.atomic
def add_endpoint(
    *, actor: User, client_id: UUID, endpoint_id: UUID, url: str, event_types: Collection[str]
) -> tuple[Endpoint, str]:
    """Add an address to a system and return it with its first secret; nothing is shown the second time."""
    check(actor=actor, permission=MANAGE)
    return services.add_endpoint(
        actor=actor, client_id=client_id, endpoint_id=endpoint_id, url=url, event_types=event_types
    )


@transaction.atomic
def change_endpoint(*, actor: User, endpoint_id: UUID, url: str, event_types: Collection[str]) -> Endpoint:
    """Change where and what a system is told."""
    check(actor=actor, permission=MANAGE)
    return services.change_endpoint(actor=actor, endpoint_id=endpoint_id, url=url, event_types=event_types)


@transaction.atomic
def disable_endpoint(*, actor: User, endpoint_id: UUID, reason: str) -> None:
    """Send nothing more to an address."""
    check(actor=actor, permission=MANAGE)
    services.disable(actor=actor, endpoint_id=endpoint_id, reason=reason)


@transaction.atomic
def enable_endpoint(*, actor: User, endpoint_id: UUID, reason: str) -> None:
    """Send to an address again."""
    check(actor=actor, permission=MANAGE)
    services.enable(actor=actor, endpoint_id=endpoint_id, reason=reason)


@transaction.atomic
def add_endpoint_secret(*, actor: User, endpoint_id: UUID, secret_id: UUID) -> str:
    """Give an address a second secret and return it; nothing is given the second time."""
    check(actor=actor, permission=MANAGE)
    return services.add_endpoint_secret(actor=actor, endpoint_id=endpoint_id, secret_id=secret_id)


@transaction.atomic
def end_endpoint_secret(*, actor: User, endpoint_id: UUID, secret_id: UUID) -> None:
    """End a secret of an address."""
    check(actor=actor, permission=MANAGE)
    services.end_endpoint_secret(actor=actor, endpoint_id=endpoint_id, secret_id=secret_id)


@transaction.atomic
def replay_events(*, actor: User, endpoint_id: UUID, period: Period, reason: str, number: UUID) -> int:
    """Send a period's events to an address again; return how many."""
    check(actor=actor, permission=MANAGE)
    return replaying.replay(actor=actor, endpoint_id=endpoint_id, period=period, reason=reason, number=number)


@transaction.atomic
def retry_events(*, actor: User, endpoint_id: UUID) -> int:
    """Try again what was given up of an address; return how many events."""
    check(actor=actor, permission=AgentPermission.RETRY_FAILURES)
    return replaying.retry_given_up(actor=actor, endpoint_id=endpoint_id)

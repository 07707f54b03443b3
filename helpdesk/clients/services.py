"""What supervisors do about systems of services; each checks the right of now inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.clients import services
from helpdesk.access import AgentPermission, check

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User
    from dossiers.clients.services import Terms
    from dossiers.models import Client

MANAGE = AgentPermission.MANAGE_CLIENTS


@transaction.atomic
def register_client(*, actor: User, client_id: UUID, terms: Terms) -> tuple[Client, str]:
    """Connect a system and return it with its first secret; nothing is shown the second time."""
    check(actor=actor, permission=MANAGE)
    return services.register(actor=actor, client_id=client_id, terms=terms)


@transaction.atomic
def change_client(*, actor: User, client_id: UUID, terms: Terms) -> Client:
    """Change what a system may do."""
    check(actor=actor, permission=MANAGE)
    return services.change(actor=actor, client_id=client_id, terms=terms)


@transaction.atomic
def add_secret(*, actor: User, client_id: UUID, secret_id: UUID) -> str:
    """Give a system a second secret and return it; nothing is given the second time."""
    check(actor=actor, permission=MANAGE)
    return services.add_secret(actor=actor, client_id=client_id, secret_id=secret_id)


@transaction.atomic
def end_secret(*, actor: User, client_id: UUID, secret_id: UUID) -> None:
    """End a secret and its tokens."""
    check(actor=actor, permission=MANAGE)
    services.end_secret(actor=actor, client_id=client_id, secret_id=secret_id)


@transaction.atomic
def disable_client(*, actor: User, client_id: UUID) -> Client:
    """Let a system in no more."""
    check(actor=actor, permission=MANAGE)
    return services.disable(actor=actor, client_id=client_id)

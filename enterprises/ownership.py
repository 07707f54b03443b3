"""Whether a representative has anything to take: what the page offers and the service gives is the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises.permissions import Role
from enterprises.querysets import RENEWAL_STAGES

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import Enterprise

LONG_ENOUGH = timedelta(days=max(RENEWAL_STAGES))


def needs_ownership(user: User, enterprise: Enterprise) -> bool:
    """Whether ``user`` is not yet Propriétaire of the whole enterprise, or soon no more (ADR 0043)."""
    whole = enterprise.memberships.current().filter(
        user=user, role=Role.PROPRIETAIRE, establishment=None, demarches=[]
    )
    return not whole.filter(ends_on__gt=timezone.localdate() + LONG_ENOUGH).exists()

"""Noting that an access is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises.models import AccessUse

if TYPE_CHECKING:
    from enterprises.actor import Actor


def note_use(*, actor: Actor) -> None:
    """Note that a member sends something in the enterprise's space today: one statement a day for an access.

    Whoever acts by mandate uses no access to this enterprise.
    """
    today = timezone.localdate()
    if actor.use is None or actor.use.last_used_on == today.isoformat():
        return
    use = AccessUse(membership_id=actor.use.membership_id, last_used_on=today)
    AccessUse.objects.bulk_create(
        [use], update_conflicts=True, unique_fields=["membership"], update_fields=["last_used_on"]
    )

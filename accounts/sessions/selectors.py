"""A person's open sessions, as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import SESSION_KEY

from accounts.levels import method_words
from accounts.sessions.devices import Device
from accounts.sessions.models import Session
from accounts.sessions.store import SessionStore

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from accounts.people.models import User


@dataclass(frozen=True, kw_only=True)
class OpenSession:
    """One open session; ``id`` names it in addresses and opens nothing."""

    id: UUID
    device: Device
    method: str
    started_at: datetime
    last_seen_at: datetime
    is_current: bool

    @property
    def means(self) -> str:
        """By what means the person signed in, in words."""
        return method_words(self.method)


def open_sessions_of(user: User, *, current: Session) -> list[OpenSession]:
    """Return the sessions by which ``user`` is signed in now, the one that asks first; one statement."""
    store = SessionStore()
    found = []
    for row in Session.objects.open_of(user).select_related("user"):
        held = store.decode(row.data)
        if held.get(SESSION_KEY) != str(user.pk):
            continue  # altered: it opens nothing
        found.append(
            OpenSession(
                id=row.pk,
                device=Device.from_code(held.get("device", "")),
                method=held.get("method", ""),
                started_at=row.started_at,
                last_seen_at=row.last_seen_at,
                is_current=row.pk == current.pk,
            )
        )
    return sorted(found, key=lambda session: not session.is_current)

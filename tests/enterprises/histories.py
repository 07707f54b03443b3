"""The whole history of an enterprise's accesses, as its page shows it piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.members.history import decisions_of, entries_of

if TYPE_CHECKING:
    from enterprises.members.history import Entry
    from enterprises.register.models import Enterprise


def history_of(enterprise: Enterprise) -> list[Entry]:
    """Return every entry, the latest decision first."""
    return entries_of(enterprise, decisions_of(enterprise))

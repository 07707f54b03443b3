"""The journal's hashes, computed a second time here: the trigger writes them, this verifies them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monespace.journal.models import Event, Seal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def hash_of(parts: Iterable[str]) -> str:
    """Hash ``parts``, each preceded by its length in bytes so that no two lists share a hash."""
    sha256 = hashlib.sha256()
    for part in parts:
        content = part.encode()
        sha256.update(f"{len(content)}:".encode() + content)
    return sha256.hexdigest()


def event_hash(event: Event, facts_text: str) -> str:
    """Return the hash ``event`` must have; ``facts_text`` is how PostgreSQL writes its facts."""
    return hash_of(
        [
            event.previous_hash,
            event.subject_type,
            event.subject_id,
            str(event.sequence),
            event.tag,
            event.actor_type,
            event.actor_id,
            facts_text,
            microseconds(event.recorded_at),
        ]
    )


def seal_hash(seal: Seal) -> str:
    """Return the hash ``seal`` must have."""
    return hash_of(
        [
            seal.previous_hash,
            seal.day.isoformat(),
            microseconds(seal.sealed_at),
            str(seal.head_count),
            seal.digest,
        ]
    )


def microseconds(moment: datetime) -> str:
    """Write a moment as PostgreSQL's epoch in microseconds, exactly."""
    return str((moment - EPOCH) // timedelta(microseconds=1))

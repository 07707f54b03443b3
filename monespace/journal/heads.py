"""The last event of each chain that grew in a period, and the SHA-256 digest of them that a seal keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monespace.journal.hashing import hash_of
from monespace.journal.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


class Heads(NamedTuple):
    """How many chains grew, and the digest of their last events."""

    total: int
    digest: str


def heads_between(after: datetime | None, until: datetime) -> Heads:
    """Digest the last event of each chain that grew from ``after`` until just before ``until``."""
    grown = Event.objects.filter(recorded_at__lt=until)
    if after is not None:
        grown = grown.filter(recorded_at__gte=after)
    heads = (
        grown.order_by("subject_type", "subject_id", "-sequence")
        .distinct("subject_type", "subject_id")
        .values_list("subject_type", "subject_id", "sequence", "hash")
    )
    total = 0

    def parts() -> Iterator[str]:
        nonlocal total
        for head in heads.iterator():
            total += 1
            yield from map(str, head)

    digest = hash_of(parts())
    return Heads(total, digest)

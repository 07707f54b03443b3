"""Writes the journal: events as things happen, and one seal a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.db import connection, transaction
from django.utils import timezone

from monespace.common.authors import Machine
from monespace.common.db import advisory_lock, require_transaction
from monespace.journal.hashing import seal_hash
from monespace.journal.heads import heads_between
from monespace.journal.models import Event, Seal
from monespace.journal.querysets import Subject, subject_of
from monespace.sealing import seal_key

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from monespace.common.authors import Author

logger = structlog.get_logger(__name__)


def record(tag: str, *, actor: Author, subject: Model | Subject, **facts: Any) -> Event:
    """Write that ``actor`` did ``tag`` to ``subject``, in the transaction that does it.

    ``facts`` are ids and codes. PostgreSQL gives the event its place in the subject's chain: one statement
    in all.
    """
    require_transaction()
    actor_type, actor_id = _name_of(actor)
    return Event.objects.create(
        **subject_of(subject), tag=tag, actor_type=actor_type, actor_id=actor_id, facts=facts
    )


def _name_of(actor: Author) -> tuple[str, str]:
    """Return how the journal names who acts: what they are, and their id."""
    if isinstance(actor, Machine):
        return "client", str(actor.machine_id)
    user = actor.user
    return ("system", "") if user is None else ("user", str(user.pk))


def seal_journal() -> Seal | None:
    """Seal the journal as it stands, once a day; None when that is done already.

    The seal is signed, and goes to the logs too, which live elsewhere: whoever rewrites the whole journal
    can neither sign it nor rewrite them.
    """
    day = timezone.localdate()
    if Seal.objects.filter(day__gte=day).exists():
        return None
    until = _moment_after_every_writer()
    with transaction.atomic():
        advisory_lock("journal-seal")
        previous = Seal.objects.order_by("day").last()
        if previous is not None and previous.day >= day:
            return None
        heads = heads_between(previous.sealed_at if previous else None, until)
        seal = Seal(
            day=day,
            sealed_at=until,
            head_count=heads.total,
            digest=heads.digest,
            previous_hash=previous.hash if previous else "",
        )
        seal.hash = seal_hash(seal)
        seal.signature = seal_key.sign(seal.hash.encode())
        seal.save(force_insert=True)
    logger.info(
        "journal_sealed",
        day=day.isoformat(),
        heads=heads.total,
        hash=seal.hash,
        signature=seal.signature,
    )
    return seal


@transaction.atomic
def _moment_after_every_writer() -> datetime:
    """Return a moment before which no event can still be committed.

    The lock is had when every transaction that wrote an event has ended, and is given back at once. Writers
    queue behind it: rather than keep them waiting it gives up, and the next call tries again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute("LOCK TABLE journal_event IN SHARE MODE")
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]

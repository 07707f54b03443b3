"""Recomputes every hash of the journal: chains without gap or change, signed seals that still fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextField
from django.db.models.functions import Cast

from monespace.journal.hashing import event_hash, seal_hash
from monespace.journal.heads import heads_between
from monespace.journal.integrity import Flaw, integrity_check
from monespace.journal.models import Event, Seal
from monespace.sealing import seal_key

if TYPE_CHECKING:
    from collections.abc import Iterator


@integrity_check("journal chains")
def check_chains() -> Iterator[Flaw]:
    """Every event follows the one before it and has the hash of what it says."""
    events = Event.objects.annotate(facts_text=Cast("facts", TextField())).order_by(
        "subject_type", "subject_id", "sequence"
    )
    chain, sequence, previous_hash = ("", ""), 0, ""
    for event in events.iterator():
        if chain != (event.subject_type, event.subject_id):
            chain, sequence, previous_hash = (event.subject_type, event.subject_id), 0, ""
        where = f"event {event.pk} ({event.subject_type} {event.subject_id} #{event.sequence})"
        if event.sequence != sequence + 1:
            yield Flaw(where, f"follows #{sequence}")
        elif event.previous_hash != previous_hash:
            yield Flaw(where, "does not carry the hash of the event before it")
        if event.hash != event_hash(event, event.facts_text):
            yield Flaw(where, "does not have the hash of what it says")
        sequence, previous_hash = event.sequence, event.hash


@integrity_check("journal seals")
def check_seals() -> Iterator[Flaw]:
    """Every seal is signed, follows the one before it and fits the chains as they stand."""
    previous: Seal | None = None
    for seal in Seal.objects.order_by("day"):
        if seal.previous_hash != (previous.hash if previous else ""):
            yield Flaw(str(seal), "does not carry the hash of the seal before it")
        if seal.hash != seal_hash(seal):
            yield Flaw(str(seal), "does not have the hash of what it says")
        if not seal_key.is_signed(seal.hash.encode(), seal.signature):
            yield Flaw(str(seal), "is not signed by our key")
        if (seal.head_count, seal.digest) != heads_between(
            previous.sealed_at if previous else None, seal.sealed_at
        ):
            yield Flaw(str(seal), "does not fit the events it covers")
        previous = seal

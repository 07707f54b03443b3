"""Says what was lost or is there twice, from what people, receivers and the portal itself know."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(kw_only=True)
class Dossier:
    """What the portal keeps of one dossier: each of the numbers should be 1.

    ``mails`` are the ids of the mails that confirm it, ``waiting`` its hand-overs that are not made.
    """

    reference: str | None
    submissions: int
    sendings: int  # entries of the journal that say it was sent
    receipts: int
    mails: list[str]
    waiting: int


@dataclass(kw_only=True)
class Seen:
    """All that is known in the end: ``sent`` are the dossiers people were to send.

    ``records`` are the references that the back office keeps, by key; ``changed`` the keys that came again
    with another content; ``mailed`` how often each mail came; ``outbox`` how many messages are not done, by
    whether they wait or were given up; ``flaws`` is what ``check_integrity`` found.
    """

    sent: set[str]
    acknowledged: set[str]
    dossiers: dict[str, Dossier]
    records: dict[str, str]
    mailed: dict[str, int]
    changed: list[str] = field(default_factory=list)
    outbox: dict[str, int] = field(default_factory=dict)
    flaws: list[str] = field(default_factory=list)


def faults(seen: Seen) -> list[str]:
    """Return what is wrong, a sentence for each fault."""
    return [*_of_dossiers(seen), *_of_all(seen)]


def _of_dossiers(seen: Seen) -> Iterator[str]:
    keys = defaultdict(list)
    for key, reference in seen.records.items():
        keys[reference].append(key)
    for dossier_id in sorted(seen.sent):
        was_acknowledged = dossier_id in seen.acknowledged
        if not was_acknowledged:
            yield f"{dossier_id}: its sender never learned that it was sent"
        kept = seen.dossiers.get(dossier_id)
        if kept is None or not kept.submissions:
            yield f"{dossier_id}: {'acknowledged and lost' if was_acknowledged else 'not sent'}"
            continue
        counts = {
            "submissions": kept.submissions,
            "entries of its sending in the journal": kept.sendings,
            "receipts": kept.receipts,
            "mails that confirm it": len(kept.mails),
            "records at the back office": len(keys[kept.reference or ""]),
        }
        yield from (f"{dossier_id}: {count} {what}, not 1" for what, count in counts.items() if count != 1)
        if kept.waiting:
            yield f"{dossier_id}: {kept.waiting} hand-overs are not made"
        yield from (f"{dossier_id}: its mail never came" for mail in kept.mails if not seen.mailed.get(mail))


def _of_all(seen: Seen) -> Iterator[str]:
    references = Counter(kept.reference for kept in seen.dossiers.values() if kept.reference)
    yield from (
        f"{reference} is the reference of {n} dossiers" for reference, n in references.items() if n > 1
    )
    yield from (f"the back office got another content under the key {key}" for key in seen.changed)
    yield from (f"{count} messages of the outbox are {how}" for how, count in seen.outbox.items() if count)
    yield from (f"check_integrity: {flaw}" for flaw in seen.flaws)

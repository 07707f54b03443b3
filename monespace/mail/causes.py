"""On whose account a mail is counted: a person, an enterprise they act for, or the portal itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monespace.mail.addresses import same_writing

if TYPE_CHECKING:
    from uuid import UUID

    from monespace.common.authors import Author


@dataclass(frozen=True)
class Cause:
    """Whose budgets a mail is taken from.

    ``own`` is the address that the person proved, in its ``same_writing``: what reaches it reaches nobody
    else, which is not so of every address that shares its count. ``cleared`` counts, by budget and key of
    the recipient, the mails for which this act was found to have room.
    """

    person_id: UUID | None = None
    own: str = ""
    enterprise: str = ""
    cleared: Counter[tuple[str, str]] = field(default_factory=Counter, compare=False)


def cause_of(actor: Author) -> Cause:
    """Return the cause that ``actor`` is: a person, perhaps for an enterprise, or the portal."""
    if actor.user is None:
        return Cause()
    own = same_writing(actor.user.email)
    return Cause(person_id=actor.user.pk, own=own, enterprise=actor.on_behalf_of)

"""To whom one writes about a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dossiers.dossier.readers import readers_of
from dossiers.filling.colleagues import able_to
from dossiers.filling.models import StepAnswers
from dossiers.handovers.selectors import latest_of
from dossiers.notices.recipients import can_be_written_to
from enterprises.rights.permissions import Permission, Role

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.dossier.models import Dossier

MOST: Final = 10


def people_of(draft: Dossier) -> list[User]:
    """Return whom to write to about a draft, its démarche and its owner loaded; at most MOST.

    A person's draft: that person. An enterprise's: first to whom it was handed over last, then who began it
    or saved a step, as long as they may go on with it; where nobody of them is left, the Propriétaires who
    may.
    """
    if draft.owner_user is not None:
        return [draft.owner_user] if can_be_written_to(draft.owner_user) else []
    able = able_to(Permission.FILL_DOSSIERS, readers_of(draft))
    saved_by = StepAnswers.objects.filter(dossier=draft).values_list("saved_by", flat=True)
    handover = latest_of(draft)
    holder_id = handover.handed_to_id if handover else None
    hands = {draft.created_by_id, holder_id, *saved_by}
    wrote = sorted(
        (one.user for one in able if one.user.pk in hands), key=lambda person: person.pk != holder_id
    )
    return (wrote or [one.user for one in able if one.role == Role.PROPRIETAIRE])[:MOST]

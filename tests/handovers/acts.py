"""How the mail about a draft handed over comes about in a world of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.handovers.services import hand_over
from enterprises.rights.permissions import Role
from tests.filling.factories import draft_of
from tests.handovers.scene import FILL

if TYPE_CHECKING:
    from collections.abc import Callable

EVIL = "Voir http://evil.be"


def handed_over(world: Any) -> Callable[[], Any]:
    giver = world.member(role=Role.COLLABORATEUR, user__last_name="Wauters evil.be").user
    world.member(user=world.person, role=Role.COLLABORATEUR)
    draft, actor = draft_of(giver, enterprise=world.enterprise), world.at(world.enterprise, giver)
    wanted = {"purpose": FILL, "message": EVIL, "seen": ""}
    return lambda: hand_over(actor=actor, dossier_id=draft.pk, colleague_id=world.person.pk, **wanted)


HANDOVERS = {"draft_handed_over": handed_over}

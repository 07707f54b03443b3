"""How each mail about signatures comes about in a world of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.cosigning.scene import ask, decline, draft_to_sign, invited, person, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

EVIL = "Voir http://evil.be"


def asked(world: Any) -> Callable[[], Any]:
    world.person.last_name = "Collignon evil.be"
    world.person.save()
    dossier = draft_to_sign(owner_user=world.person)
    return lambda: ask(dossier, invited(f"{EVIL} Peeters"))


def declined(world: Any) -> Callable[[], Any]:
    ask(draft_to_sign(owner_user=world.person))
    [token] = tokens()
    return lambda: decline(person(), token, EVIL)


SIGNATURES = {"signature_asked": asked, "signatures_ended": declined, "signature_declined": declined}

"""The colleagues who may go on with a draft of an enterprise, or send it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.dossier.readers import readers_of
from dossiers.notices.recipients import can_be_written_to
from dossiers.states import State
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor


def colleagues_of(
    actor: Actor, dossier: Dossier, permission: Permission, people: Iterable[Actor] | None = None
) -> list[Actor]:
    """Return who else has ``permission`` on a draft and can be written to, by name; nobody for others.

    The démarche is loaded. ``people`` are the readers of the dossier, where the caller has read them. Who
    acts by a mandate does not see the client's members: for them, only colleagues of the same holder count.
    """
    if dossier.state != State.DRAFT or not actor.can(Permission.FILL_DOSSIERS) or actor.space.has_stopped:
        return []
    able = able_to(permission, readers_of(dossier) if people is None else people)
    return [one for one in able if one.user.pk != actor.user.pk and _is_known_to(actor, one)]


def able_to(permission: Permission, people: Iterable[Actor]) -> list[Actor]:
    """Return those of ``people`` who have ``permission`` and can be written to."""
    return [one for one in people if one.can(permission) and can_be_written_to(one.user)]


def _is_known_to(actor: Actor, colleague: Actor) -> bool:
    if actor.can(Permission.SEE_MEMBERS):
        return True
    mandates = (actor.mandate, colleague.mandate)
    return all(mandates) and len({one.holder_id for one in mandates if one}) == 1

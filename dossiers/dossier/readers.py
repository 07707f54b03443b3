"""Who may open a dossier: people by name for who may see them, otherwise how many in which role."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enterprises.rights.permissions import Permission
from enterprises.rights.spaces import people_with_access

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor


@dataclass(frozen=True, slots=True)
class Readers:
    """People who may open a dossier: named, or counted by what they are; the service comes on top."""

    named: list[tuple[str, str]]
    counted: list[tuple[str, int]]


def readers_of(dossier: Dossier) -> list[Actor]:
    """Return who may open an enterprise's dossier now, its démarche loaded, by the rules that open it."""
    if dossier.owner_enterprise is None:
        return []
    slug = dossier.demarche_version.demarche.slug
    return [
        actor
        for actor in people_with_access(dossier.owner_enterprise)
        if actor.can(Permission.READ_DOSSIERS) and actor.scope.reaches(dossier.establishment_id, slug)
    ]


def readers_for(reader: Actor, people: list[Actor]) -> Readers:
    """Return ``people``, who may open a dossier, as ``reader`` may know them."""
    if reader.can(Permission.SEE_MEMBERS):
        return Readers(named=[(one.user.display_name, standing_in_words(one)) for one in people], counted=[])
    return Readers(named=[], counted=sorted(Counter(map(standing_in_words, people)).items()))


def standing_in_words(actor: Actor) -> str:
    """Return what a person is in the enterprise, in words."""
    words = [str(actor.role.label)] if actor.role else []
    if actor.mandate:
        words.append(_("mandaté par %(holder)s") % {"holder": actor.mandate.holder.display_name})
    if actor.scope.establishment_id is not None:
        words.append(_("pour cet établissement"))
    if actor.scope.demarches is not None:
        words.append(_("pour certaines démarches"))
    return ", ".join(words)

"""What can be done to several cases at once, and the cases somebody chose, as a page sends them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

MOST_CASES: Final = 100
NOBODY: Final = "-"


class Act(StrEnum):
    """An act, as its button sends it."""

    ASSIGN_ME = "moi"
    ASSIGN = "collegue"
    TAKE_UP = "prendre"
    CLOSE = "classer"


WORDS: Final[dict[Act, _StrOrPromise]] = {
    Act.ASSIGN_ME: _("Me les attribuer"),
    Act.ASSIGN: _("Les confier à un collègue"),
    Act.TAKE_UP: _("Les prendre en traitement"),
    Act.CLOSE: _("Les classer sans suite"),
}


class TooManyCases(DomainError):
    """More cases than one act takes."""

    message = _("Choisissez 100 dossiers au plus à la fois. Rien n’a été modifié.")


class NoCase(DomainError):
    """No case was chosen."""

    message = _("Choisissez au moins un dossier. Rien n’a été modifié.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case that somebody chose, and in whose hands it was on the page."""

    dossier_id: UUID
    instead_of: UUID | None

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.instead_of or NOBODY}"


def chosen_among(sent: Iterable[str]) -> list[Chosen]:
    """Return the cases that a page sent, each once; what is no such thing is left out.

    Raises NoCase, TooManyCases.
    """
    found: dict[UUID, Chosen] = {}
    for text in sent:
        dossier, _slash, officer = text.partition("/")
        try:
            one = Chosen(UUID(dossier), None if officer == NOBODY else UUID(officer))
        except ValueError:
            continue
        found.setdefault(one.dossier_id, one)
    if not found:
        raise NoCase
    if len(found) > MOST_CASES:
        raise TooManyCases
    return list(found.values())

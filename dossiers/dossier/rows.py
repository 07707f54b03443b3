"""Dossiers as rows of a list: what each is called, how its state looks, who may go on with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from dossiers.catalogue.published import load_versions, title_of
from dossiers.dossier.keeping import kept_until
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.states import State
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor

TAG_CLASSES = {
    State.DRAFT: "tag--draft",
    State.AWAITING_SIGNATURES: "tag--waiting",
    State.ACTION_NEEDED: "tag--waiting",
    State.ACCEPTED: "tag--done",
    State.PARTLY_ACCEPTED: "tag--done",
    State.REFUSED: "tag--refused",
    State.CLOSED: "tag--refused",
}


@dataclass(frozen=True)
class Row:
    """One dossier in a list, and whether the actor may go on with it.

    ``leads`` is true of the first of them: going on with it is what the page proposes before all else.
    ``answer_by`` is by which day the service wants an answer, None where it waits for none. ``handover`` says
    to whom a draft was handed over last, None for one that never was.
    """

    dossier: Any
    may_resume: bool
    leads: bool = False
    answer_by: date | None = None
    handover: Any = None

    @property
    def title(self) -> str:
        """What its démarche is called, in the reader's language."""
        return title_of(self.dossier.demarche_version_id, get_language() or SOURCE_LANGUAGE)

    @property
    def is_draft(self) -> bool:
        """Whether it is not sent yet."""
        return self.dossier.state == State.DRAFT

    @property
    def kept_until(self) -> date:
        """Until which day a draft is kept if nobody changes it."""
        return kept_until(self.dossier)

    @property
    def tag_class(self) -> str:
        """How its state looks."""
        return tag_class(self.dossier)


def tag_class(dossier: Dossier) -> str:
    """Return how the state of a dossier looks."""
    return TAG_CLASSES.get(State(dossier.state), "")


def rows_of(
    actor: Actor,
    dossiers: Iterable[Any],
    answer_days: Mapping[UUID, date] | None = None,
    handovers: Mapping[UUID, Any] | None = None,
) -> list[Row]:
    """Return dossiers as rows.

    ``answer_days`` are the days by which answers are wanted, ``handovers`` the latest of drafts, by dossier.
    """
    listed = list(dossiers)
    load_versions(dossier.demarche_version_id for dossier in listed)
    first = next((dossier.pk for dossier in listed if may_resume(actor, dossier)), None)
    days, handed = answer_days or {}, handovers or {}
    return [
        Row(
            one,
            may_resume(actor, one),
            leads=one.pk == first,
            answer_by=days.get(one.pk),
            handover=handed.get(one.pk),
        )
        for one in listed
    ]


def may_resume(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor may go on with this draft."""
    return dossier.state == State.DRAFT and actor.can(Permission.FILL_DOSSIERS)

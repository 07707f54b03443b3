"""The list of the steps of a form, with the review as the last one: which is shown, and how each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from dossiers.engine.base import Text
    from dossiers.engine.journey import JourneyStep

HERE = gettext_lazy("Vous êtes ici")
DONE = gettext_lazy("Complète")
TO_COMPLETE = gettext_lazy("À compléter")
TO_DO = gettext_lazy("À faire")
LATER = gettext_lazy("À venir")

AddressOfStep = Callable[[str | None], str]
"""Where the step of that key is, the review for None."""


@dataclass(frozen=True)
class Place:
    """One step, or the review; ``address`` is empty where it cannot be opened now, or is open."""

    title: Text | str
    state: _StrOrPromise
    address: str

    @property
    def is_current(self) -> bool:
        """Whether it is the page that is shown."""
        return self.state == HERE

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do there."""
        return self.state == DONE


def places(steps: Iterable[JourneyStep], address_of: AddressOfStep, current: str | None) -> list[Place]:
    """Return the steps, then the review, which opens when all of them are complete.

    ``current`` is the key of the step that is shown, None on the review.
    """
    steps = list(steps)
    listed = [_place(step, address_of, is_current=step.key == current) for step in steps]
    title = _("Vérifier et envoyer")
    if current is None:
        return [*listed, Place(title, HERE, "")]
    if all(step.is_complete for step in steps):
        return [*listed, Place(title, TO_DO, address_of(None))]
    return [*listed, Place(title, LATER, "")]


def _place(step: JourneyStep, address_of: AddressOfStep, *, is_current: bool) -> Place:
    if is_current:
        return Place(step.title, HERE, "")
    if not step.may_visit:
        return Place(step.title, LATER, "")
    return Place(step.title, DONE if step.is_complete else TO_COMPLETE, address_of(step.key))

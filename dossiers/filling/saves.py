"""Saves of a step: which page made one, and which of those made while somebody typed (ADR 0108)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from dossiers.filling.errors import StaleAnswers

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossiers.filling.draft import SavedAnswers

PAGE: Final = re.compile(r"[0-9a-f]{32}")
INPUT: Final = re.compile(r"id_[\w-]{1,100}", re.ASCII)
MOST: Final = 99_999
"""Saves of one page while somebody types; more count as the last of them, and are dropped."""
MOST_TRIES: Final = 5
"""Times that other pages may be faster than a save that takes in what they wrote."""


@dataclass(frozen=True)
class Typing:
    """A save that no button asked for: the ``count``-th of its page, and where the person was typing.

    ``place`` is the end of the address of that input, after the step's: ``achats/0a1b2c3d4e5f/#id_prix``.
    """

    count: int
    place: str = ""

    @classmethod
    def read(cls, count: str, input_id: str, *, page: str = "") -> Typing:
        """Return what a page says of its save; what makes no sense counts as the first one, at no input.

        ``page`` is the end of the page's address, after the step's.
        """
        number = int(count) if count.isdecimal() and len(count) <= len(str(MOST)) else 1
        return cls(max(number, 1), page + (f"#{input_id}" if INPUT.fullmatch(input_id) else ""))


@dataclass(frozen=True)
class Save:
    """One save: of a page made from ``base``, by a button or, with ``typing``, by itself."""

    base: str
    page: str
    typing: Typing | None = None

    @classmethod
    def of(cls, *, base: str, page: str, typing: Typing | None = None) -> Save:
        """Return the save of a page; one without a good name is given one that nobody has."""
        return cls(base, page if PAGE.fullmatch(page) else uuid4().hex, typing)

    @classmethod
    def of_nothing(cls) -> Save:
        """Return the first save of a step, without a page."""
        return cls.of(base="", page="")

    @property
    def revision(self) -> str:
        """The name at which what is saved then stands: ``<page>``, or ``<page>.<count>`` while one types."""
        return f"{self.page}.{self.typing.count}" if self.typing else self.page

    def may_replace(self, revision: str) -> bool:
        """Whether what stands at ``revision`` was seen by the page, or was saved by it before.

        What a button saved is never replaced by what the same page sent while one was typing: it comes late.
        ``StepAnswersQuerySet.put`` says the same in SQL.
        """
        page, _dot, count = revision.partition(".")
        if revision == self.base:
            return True
        return page == self.page and (self.typing is None or 0 < int(count or 0) < self.typing.count)


def save_over(
    saved: SavedAnswers | None,
    *,
    merged: Callable[[SavedAnswers | None], dict[str, Any]],
    save: Callable[[dict[str, Any], str], object],
) -> None:
    """Save what is ``merged`` from the answers of a step as they are now, whatever other pages change.

    ``save`` is given the values and the revision that they replace. Raises what both raise; StaleAnswers when
    other pages were faster each time.
    """
    for _try in range(MOST_TRIES):
        values = merged(saved)
        try:
            save(values, saved.revision if saved else "")
        except StaleAnswers as newer:
            saved = newer.saved
        else:
            return
    raise StaleAnswers(saved)  # type: ignore[arg-type]  # a row that was faster each time

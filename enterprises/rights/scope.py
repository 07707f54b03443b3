"""How far an access reaches: all of an enterprise, one establishment, some démarches (ADR 0035)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Scope:
    """One establishment, or all of them (None); the slugs of some démarches, or all of them (None)."""

    establishment_id: int | None = None
    demarches: frozenset[str] | None = None

    @classmethod
    def of(cls, establishment_id: int | None, demarches: Collection[str]) -> Scope:
        """Return the scope that a row writes down: no démarche named means all of them."""
        return cls(establishment_id, frozenset(demarches) or None)

    def covers(self, demarche: str) -> bool:
        """Whether it reaches the démarche with this slug."""
        return self.demarches is None or demarche in self.demarches

    def reaches(self, establishment_id: int | None, demarche: str) -> bool:
        """Whether it reaches such a dossier: DossierQuerySet.visible_to says it in SQL, a test compares."""
        return self.establishment_id in {None, establishment_id} and self.covers(demarche)

    def within(self, demarches: frozenset[str] | None) -> Scope:
        """Return what is left of it among ``demarches``."""
        if demarches is None or self.demarches is None:
            return Scope(self.establishment_id, demarches if self.demarches is None else self.demarches)
        return Scope(self.establishment_id, self.demarches & demarches)


WHOLE = Scope()

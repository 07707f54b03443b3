"""What an access gives: a role, a period, an establishment, démarches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enterprises.rights.permissions import Role

if TYPE_CHECKING:
    from datetime import date
    from typing import Any, Protocol

    class KeepsTerms(Protocol):
        """A row with the columns of terms, such as an invitation or a membership."""

        role: str
        ends_on: date
        establishment_id: int | None
        demarches: list[str]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an access gives: the one place to add to when accesses give something else."""

    role: Role
    ends_on: date
    establishment_id: int | None = None  # one establishment, or all of them
    demarches: tuple[str, ...] = ()  # slugs, or every démarche when empty

    @property
    def columns(self) -> dict[str, Any]:
        """The columns that keep them, on an invitation as on a membership."""
        return {
            "role": self.role,
            "ends_on": self.ends_on,
            "establishment_id": self.establishment_id,
            "demarches": list(self.demarches),
        }

    @classmethod
    def of(cls, row: KeepsTerms) -> Terms:
        """Return the terms that a row keeps."""
        return cls(
            role=Role(row.role),
            ends_on=row.ends_on,
            establishment_id=row.establishment_id,
            demarches=tuple(row.demarches),
        )

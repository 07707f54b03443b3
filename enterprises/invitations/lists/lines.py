"""What each line of a list asks for, or what is wrong with it in words; no database, no request."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from enterprises.invitations.lists.columns import COLUMNS, column_words
from enterprises.invitations.models import Invitee
from enterprises.rights.terms import Terms
from monespace.common.folding import folded_words
from monespace.common.pasted_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from enterprises.invitations.lists.meanings import Vocabulary
    from enterprises.register.models import Establishment
    from monespace.common.pasted_rows import Row

Placed = tuple["Row", list[str]]
Meant = TypeVar("Meant")


@dataclass(slots=True)
class Line:
    """One line: whom it invites under which terms, or its errors in words."""

    number: int
    email: str = ""
    invitee: Invitee | None = None
    terms: Terms | None = None
    establishment: Establishment | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def demarches(self) -> tuple[str, ...]:
        """The démarches that the access would be limited to."""
        return self.terms.demarches if self.terms else ()

    def understand(self, meaning: Callable[[str], Meant], cell: str) -> Meant | None:
        """Return what a cell means; keep what is said against it."""
        try:
            return meaning(cell)
        except ValidationError as error:
            self.errors += error.messages
            return None


def placed(text: str) -> list[Placed]:
    """Return the lines that say something and are no headings, each with the columns that hold for it.

    Headings may come back, as in two lists put together: they hold for what follows.
    """
    columns: list[str] = list(COLUMNS)
    found: list[Placed] = []
    for row in rows_of(text):
        if headings := _headings(row):
            columns = headings
        else:
            found.append((row, columns))
    return found


def lines_of(rows: list[Placed], vocabulary: Vocabulary) -> list[Line]:
    """Return what each line asks for; an address that comes back is an error."""
    lines = [_read(row, columns, vocabulary) for row, columns in rows]
    seen: dict[str, int] = {}
    for line in filter(attrgetter("email"), lines):
        first = seen.setdefault(line.email, line.number)
        if first != line.number:
            line.invitee = line.terms = None
            line.errors.append(_("Cette adresse est déjà à la ligne %(number)s.") % {"number": first})
    return lines


def _headings(row: Row) -> list[str] | None:
    """Return the column of each cell ("" for one we do not know) when the row names that of the addresses."""
    names = [column_words().get(folded_words(cell), "") for cell in row.cells]
    return names if "email" in names else None


def _read(row: Row, columns: list[str], vocabulary: Vocabulary) -> Line:
    line = Line(row.number)
    if any(row.cells[len(columns) :]):
        line.errors.append(_("Cette ligne a plus de colonnes que prévu. Regardez l’exemple."))
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(columns, row.cells, strict=False))
    line.email = line.understand(vocabulary.address, cells["email"]) or ""
    role = line.understand(vocabulary.role, cells["role"])
    language = line.understand(vocabulary.language_code, cells["language"])
    ends_on = line.understand(vocabulary.last_day, cells["ends_on"])
    name = line.understand(vocabulary.name, cells["name"])
    line.establishment = line.understand(vocabulary.establishment, cells["establishment"])
    demarches = line.understand(vocabulary.demarches, cells["demarches"])
    if role and language and ends_on and name is not None and demarches is not None and not line.errors:
        place = line.establishment.pk if line.establishment else None
        line.invitee = Invitee(email=line.email, name=name, language=language)
        line.terms = Terms(role=role, ends_on=ends_on, establishment_id=place, demarches=demarches)
    return line

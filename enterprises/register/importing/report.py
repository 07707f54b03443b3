"""The lines an import could not use: counted, the first ones kept to show, all of them written to a file."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from psycopg import sql

from enterprises.register.importing.staging import table

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = 20
WITHOUT_ENTERPRISE = sql.SQL("""
    SELECT line FROM {staged} AS staged
    WHERE usable AND NOT EXISTS (SELECT FROM enterprises_enterprise AS e WHERE e.number = staged.enterprise)
    ORDER BY line
""")
WITHOUT_ENTITY = sql.SQL("""
    SELECT line FROM {staged} AS staged
    WHERE usable
    AND NOT EXISTS (SELECT FROM enterprises_enterprise AS e WHERE e.number = staged.entity)
    AND NOT EXISTS (SELECT FROM enterprises_establishment AS e WHERE e.number = staged.entity)
    ORDER BY line
""")
QUERIES = {
    "establishment": WITHOUT_ENTERPRISE,
    "denomination": WITHOUT_ENTITY,
    "address": WITHOUT_ENTITY,
    "activity": WITHOUT_ENTITY,
}
REASON = "neither an enterprise nor an establishment of the register"


class Rejection(NamedTuple):
    """Where the line is, and why it was left behind; never what it holds, which may be personal."""

    file: str
    line: int
    reason: str


@dataclass
class Rejections:
    """Rejected lines; ``path`` is written from the first one on."""

    path: Path
    is_lost: bool = False  # there was no room, or no right, to write it
    first: list[Rejection] = field(default_factory=list)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, file: str, line: int, reason: str) -> None:
        """Report a line of ``file``.csv."""
        rejection = Rejection(f"{file}.csv", line, reason)
        if len(self.first) < SHOWN:
            self.first.append(rejection)
        self.reasons[rejection.file, reason] += 1
        if not self.is_lost:
            try:
                self._write(rejection)
            except OSError:  # the import is worth more than its report
                self.is_lost = True

    def _write(self, rejection: Rejection) -> None:
        is_new = not self.path.exists()
        with self.path.open("a", newline="", encoding="utf-8") as report:
            rows = csv.writer(report)
            if is_new:
                rows.writerow(Rejection._fields)
            rows.writerow(rejection)

    def require_room(self) -> None:
        """Raise OSError unless the report can be written; leave nothing behind."""
        is_new = not self.path.exists()
        with self.path.open("a"):
            pass
        if is_new:
            self.path.unlink()

    @property
    def total(self) -> int:
        """How many lines were rejected."""
        return self.reasons.total()


def report_orphans(rejections: Rejections, suffix: str) -> int:
    """Report the staged lines that found no place; return how many there are."""
    found = 0
    for name, query in QUERIES.items():
        with connection.cursor() as cursor:
            for (line,) in cursor.stream(query.format(staged=table(name))):
                rejections.add(name + suffix, line, REASON)
                found += 1
    return found

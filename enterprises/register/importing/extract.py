"""An extract of the BCE Open Data on disk: a folder or the zip as published, which is never unpacked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TextIO

from enterprises.register.importing.archive import Archive, open_archive
from enterprises.register.importing.errors import UnreadableExtract
from enterprises.register.importing.reading import separator_of
from enterprises.register.models import RegisterImport

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

TABLES = ("enterprise", "establishment", "denomination", "address", "activity")
DATE = "%d-%m-%Y"
META = "meta.csv"
LONGEST_META = 100_000
CODES = "code"


@dataclass(frozen=True)
class Extract:
    """What ``meta.csv`` says, and the way to the other files."""

    archive: Archive
    number: int
    kind: RegisterImport.Kind
    snapshot_on: date
    extracted_at: str

    @property
    def is_full(self) -> bool:
        """Whether it is the whole register; an update otherwise."""
        return self.kind == RegisterImport.Kind.FULL

    def size(self, name: str) -> int:
        """Return the size of the file ``name`` once unpacked, in bytes."""
        return self.archive.size(f"{name}.csv")

    def lines(self, name: str) -> AbstractContextManager[TextIO]:
        """Open the file ``name``; bytes that are no UTF-8 are read as U+FFFD."""
        return self.archive.open(f"{name}.csv")


def open_extract(path: Path) -> Extract:
    """Return the extract at ``path``; raise UnreadableExtract, with what is wrong, when it is none."""
    archive = open_archive(path, META)
    with archive.open(META) as file:
        text = file.read(LONGEST_META)
    rows = csv.reader(text.splitlines(), delimiter=separator_of(text))
    meta = {row[0].strip(): row[1].strip() for row in rows if len(row) > 1}
    try:
        extract = Extract(
            archive=archive,
            number=int(meta["ExtractNumber"]),
            kind=RegisterImport.Kind(meta["ExtractType"].lower()),
            snapshot_on=datetime.strptime(meta["SnapshotDate"], DATE).date(),  # noqa: DTZ007 - a day
            extracted_at=meta["ExtractTimestamp"][:30],
        )
    except (KeyError, ValueError, csv.Error) as mistake:
        raise UnreadableExtract(f"{META} does not say which extract this is: {mistake}.") from mistake
    missing = [f"{name}.csv" for name in _expected(extract) if f"{name}.csv" not in archive.files]
    if missing:
        raise UnreadableExtract(f"{path} lacks {', '.join(missing)}.")
    return extract


def _expected(extract: Extract) -> list[str]:
    suffixes = ("",) if extract.is_full else ("_delete", "_insert")
    return [CODES, *(table + suffix for table in TABLES for suffix in suffixes)]

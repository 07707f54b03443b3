"""An extract of the BCE Open Data on disk: a folder or the zip as published, which is never unpacked."""

from __future__ import annotations

import csv
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TextIO

from enterprises.bce.errors import UnreadableExtract
from enterprises.models import RegisterImport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLES = ("enterprise", "establishment", "denomination", "address", "activity")
DATE = "%d-%m-%Y"
META = "meta.csv"
CODES = "code"


@dataclass(frozen=True)
class Extract:
    """What ``meta.csv`` says, and the way to the other files."""

    root: Path | zipfile.Path
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
        return _size(self.root, f"{name}.csv")

    @contextmanager
    def lines(self, name: str) -> Iterator[TextIO]:
        """Open the file ``name``; bytes that are no UTF-8 are read as U+FFFD."""
        with _open(self.root, f"{name}.csv") as file:
            yield file


def open_extract(path: Path) -> Extract:
    """Return the extract at ``path``; raise UnreadableExtract, with what is wrong, when it is none."""
    root = _root(path)
    if not (root / META).is_file():
        raise UnreadableExtract(f"{path} holds no {META}: it is not an extract of the BCE Open Data.")
    with _open(root, META) as file:
        meta = {row[0]: row[1] for row in csv.reader(file) if len(row) > 1}
    try:
        extract = Extract(
            root=root,
            number=int(meta["ExtractNumber"]),
            kind=RegisterImport.Kind(meta["ExtractType"].lower()),
            snapshot_on=datetime.strptime(meta["SnapshotDate"], DATE).date(),  # noqa: DTZ007 - a day
            extracted_at=meta["ExtractTimestamp"][:30],
        )
    except (KeyError, ValueError) as mistake:
        raise UnreadableExtract(f"{META} does not say which extract this is: {mistake}.") from mistake
    missing = [f"{name}.csv" for name in _expected(extract) if not (root / f"{name}.csv").is_file()]
    if missing:
        raise UnreadableExtract(f"{path} lacks {', '.join(missing)}.")
    return extract


def _expected(extract: Extract) -> list[str]:
    suffixes = ("",) if extract.is_full else ("_delete", "_insert")
    return [CODES, *(table + suffix for table in TABLES for suffix in suffixes)]


def _root(path: Path) -> Path | zipfile.Path:
    if path.is_dir():
        return path
    if not path.is_file():
        raise UnreadableExtract(f"{path} does not exist.")
    try:
        return zipfile.Path(path)
    except zipfile.BadZipFile as damage:
        raise UnreadableExtract(f"{path} is not a zip, or is damaged: {damage}") from damage


@contextmanager
def _open(root: Path | zipfile.Path, name: str) -> Iterator[TextIO]:
    with (root / name).open("r", encoding="utf-8-sig", errors="replace", newline="") as file:
        try:
            yield file
        except (zipfile.BadZipFile, EOFError) as damage:
            raise UnreadableExtract(f"{name} is damaged in the zip: {damage}") from damage


def _size(root: Path | zipfile.Path, name: str) -> int:
    if isinstance(root, zipfile.Path):
        return root.root.getinfo(name).file_size
    return (root / name).stat().st_size

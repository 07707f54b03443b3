"""The files of an extract wherever they stand in a folder or a zip, which is never unpacked."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from enterprises.register.importing.errors import UnreadableExtract

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 3  # folders inside one another, down to the files
DAMAGE = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError)
Place = Path | zipfile.Path


@dataclass(frozen=True)
class Archive:
    """The files of one folder, by their names in small letters."""

    files: dict[str, Place]

    @contextmanager
    def open(self, name: str) -> Iterator[TextIO]:
        """Open a file; bytes that are no UTF-8 are read as U+FFFD."""
        try:
            with self.files[name].open("r", encoding="utf-8-sig", errors="replace", newline="") as file:
                yield file
        except DAMAGE as damage:
            raise UnreadableExtract(f"{name} is damaged, or cannot be read: {_said(damage)}.") from damage

    def size(self, name: str) -> int:
        """Return the size of a file once unpacked, in bytes."""
        place = self.files[name]
        return (
            place.root.getinfo(place.at).file_size
            if isinstance(place, zipfile.Path)
            else place.stat().st_size
        )


def open_archive(path: Path, sign: str) -> Archive:
    """Return the folder, at ``path`` or inside it, that holds the file ``sign``; raise UnreadableExtract."""
    try:
        found = [folder for folder in _folders(_root(path), DEEPEST) if sign in folder]
    except DAMAGE as damage:
        raise UnreadableExtract(f"{path} is damaged, or cannot be read: {_said(damage)}.") from damage
    if len(found) > 1:
        raise UnreadableExtract(
            f"{path} holds {len(found)} files {sign}: give the folder of one extract alone."
        )
    if found:
        return Archive(found[0])
    raise UnreadableExtract(
        f"{path} holds no {sign}: it is not an extract of the BCE Open Data.{_inside(path)}"
    )


def _root(path: Path) -> Place:
    if path.is_dir():
        return path
    if not path.exists():
        raise UnreadableExtract(f"{path} does not exist.")
    try:
        return zipfile.Path(path)
    except zipfile.BadZipFile as damage:
        raise UnreadableExtract(f"{path} is not a zip, or is damaged or cut short: {damage}.") from damage


def _folders(place: Place, depth: int) -> Iterator[dict[str, Place]]:
    inside: list[Place] = [*place.iterdir()]
    yield {one.name.lower(): one for one in inside if one.is_file()}
    if depth:
        for one in inside:
            if one.is_dir():
                yield from _folders(one, depth - 1)


def _inside(path: Path) -> str:
    """Say what to do when the zip holds zips."""
    zips = [name for folder in _folders(_root(path), DEEPEST) for name in folder if name.endswith(".zip")]
    return (
        f" It holds other zips: unpack it, and give one of them ({', '.join(sorted(zips)[:3])})."
        if zips
        else ""
    )


def _said(damage: Exception) -> str:
    return str(damage) or type(damage).__name__

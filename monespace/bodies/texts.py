"""The texts of a form that is too large for one request, each as far as it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.http import QueryDict

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TEXT = 1 << 20  # bytes of one text
MOST_TEXT = 4 << 20  # bytes of all of them
NAMED_FILES = 20  # as many as a person is told of
ESCAPED = 3  # bytes that stand for one in a form without files


class Texts:
    """What is given back: texts by name, names of files, and whether a text was cut."""

    def __init__(self, *, most_fields: int) -> None:
        self.query = QueryDict(mutable=True)
        self.files: list[str] = []
        self.is_cut = False
        self._left, self._fields_left = MOST_TEXT, most_fields

    @property
    def room(self) -> int:
        """How many bytes the next text may have."""
        return min(LONGEST_TEXT, self._left)

    def add(self, name: str, text: bytes) -> None:
        """Add a text of at most ``room`` bytes; a field too many is left out."""
        self._fields_left -= 1
        self._left -= len(text)
        if self._fields_left >= 0:
            self.query.appendlist(name, text.decode(errors="replace"))

    def name_file(self, name: str) -> None:
        """Remember what a file was called, of the first ones."""
        if len(self.files) < NAMED_FILES:
            self.files.append(name)

    def add_urlencoded(self, pieces: Iterator[bytes]) -> None:
        """Add the texts of a form without files, whose body comes in pieces."""
        pair = b""
        for piece in pieces:
            if self._fields_left <= 0:
                continue
            first, *others = piece.split(b"&")
            pair = self._longer(pair, first)
            for other in others:
                self._add_pair(pair)
                pair = self._longer(b"", other)
        self._add_pair(pair)

    def _longer(self, pair: bytes, more: bytes) -> bytes:
        most = ESCAPED * LONGEST_TEXT
        if len(pair) + len(more) > most:
            self.is_cut = True
        return (pair + more)[:most]

    def _add_pair(self, pair: bytes) -> None:
        name, equals, value = pair.partition(b"=")
        if not equals:
            return
        text = _unquoted(value)
        self.is_cut = self.is_cut or len(text) > self.room
        self.add(_unquoted(name).decode(errors="replace"), text[: self.room])


def _unquoted(text: bytes) -> bytes:
    return unquote_to_bytes(text.replace(b"+", b" "))

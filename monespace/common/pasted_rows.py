"""From the bytes of a file or a pasted text to numbered lines of cells, whatever they mean."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monespace.common.text import one_line, without_unseen

if TYPE_CHECKING:
    from collections.abc import Collection

LINE_END = re.compile(r"\r\n|\r|\n")
SEPARATORS = "\t;,"  # the first of them that a line has; a comma may stand inside a name
WORKBOOK = (b"PK", b"\xd0\xcf\x11\xe0")  # how .xlsx, .ods and .xls begin
NOT_TEXT = _(
    "Ce fichier n’est pas un fichier CSV. Dans votre tableur, choisissez « Enregistrer sous », puis « CSV »."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line that says something: its number from 1, and its cells."""

    number: int
    cells: list[str]


def decoded(content: bytes) -> str:
    """Return the text of a file as spreadsheets write it: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises ValidationError for what is not text.
    """
    text = _decoded(content)
    if content.startswith(WORKBOOK) or "\0" in text:
        raise ValidationError(NOT_TEXT, code="not_text")
    return without_unseen(text)


def rows_of(text: str) -> list[Row]:
    """Return the lines that are not empty, cut at tabs, else at semicolons, else at commas."""
    lines = enumerate(LINE_END.split(text), start=1)
    rows = (Row(number, cells_of(line)) for number, line in lines)
    return [row for row in rows if any(row.cells)]


def without(text: str, numbers: Collection[int]) -> str:
    """Return a text without the lines that have these numbers."""
    lines = enumerate(LINE_END.split(text), start=1)
    return "\n".join(line for number, line in lines if number not in numbers)


def cells_of(line: str) -> list[str]:
    """Return the cells of a line, without quotes and outer spaces."""
    separator = next((mark for mark in SEPARATORS if mark in line), SEPARATORS[0])
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        cells = line.split(separator)
    return [one_line(cell) for cell in cells]


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")

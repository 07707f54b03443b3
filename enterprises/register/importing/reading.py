"""Reading an official file line by line, in constant memory: a bad line is reported and the next one read."""

from __future__ import annotations

import csv
import re
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, TextIO

from enterprises.register.importing.errors import UnreadableExtract
from enterprises.register.importing.lines import Partly, Rejected, entity_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from enterprises.register.importing.lines import Row, Source
    from enterprises.register.importing.report import Rejections

NOT_UTF8 = "\ufffd"
NUL = "\0"
TICK_EVERY = 20_000
FIRST_NUMBER = re.compile(r'\s*"?([0-9.]+)')


class Reader:
    """The rows of one file to stage, and how many lines of each sort there were.

    A rejected line that still says whose it is gives a row too, which is not usable: an import must not
    take a line it could not read for one that is no longer there.
    """

    def __init__(
        self,
        file: TextIO,
        name: str,
        source: Source,
        rejections: Rejections,
        tick: Callable[[int], None],
    ) -> None:
        self.file, self.name, self.source = file, name, source
        self.rejections, self.tick = rejections, tick
        self.counts = Counter(rows=0, unusable=0, left_out=0, rejected=0)

    def rows(self) -> Iterator[Row]:
        """Yield a line's number, whether it is usable, and the values to stage, line after line."""
        header = self.file.readline()
        self.separator = separator_of(header)
        width, pick = self._columns(_header(self.name, header, self.separator))
        read, marker, counts = self.source.read, self.source.marker, self.counts
        characters = 0
        for line, text in enumerate(self.file, start=2):
            characters += len(text)
            if not line % TICK_EVERY:
                self.tick(characters)
            if marker and marker not in text:
                counts["left_out"] += 1
                continue
            try:
                values = _parse(text, self.separator)
                if len(values) != width:
                    raise Rejected("wrong number of columns")  # noqa: TRY301 - reported like the others
                row = read(pick(values))
            except Rejected as reason:
                counts["rejected"] += 1
                self.rejections.add(self.name, line, str(reason))
                yield from self._unusable(line, text)
                continue
            if isinstance(row, Partly):
                self.rejections.add(self.name, line, row.reason)
                row = row.row
            if row is None:
                counts["left_out"] += 1
            else:
                counts["rows"] += 1
                yield (line, True, *row)
        self.tick(characters)

    def _columns(self, header: list[str]) -> tuple[int, Callable[[list[str]], tuple[str, ...]]]:
        """Return how many columns there are and what picks the known ones, wherever they stand."""
        missing = [column for column in self.source.columns if column not in header]
        if missing:
            raise UnreadableExtract(
                f"{self.name}.csv has no column {', '.join(missing)}: its format is not the one known."
            )
        first, *others = (header.index(column) for column in self.source.columns)
        if others:
            return len(header), itemgetter(first, *others)
        return len(header), lambda values: (values[first],)

    def _unusable(self, line: int, text: str) -> Iterator[Row]:
        number = FIRST_NUMBER.match(text)
        try:
            entity = entity_number(number[1]) if number else None
        except Rejected:
            return
        if entity and self.source.staged[0] == "entity":
            self.counts["unusable"] += 1
            yield (line, False, entity, *[None] * (len(self.source.staged) - 1))


def separator_of(text: str) -> str:
    """Return what stands between values: a comma, or a semicolon where a spreadsheet saved the file anew."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _header(name: str, text: str, separator: str) -> list[str]:
    try:
        return [column.strip() for column in _parse(text, separator)]
    except Rejected as reason:
        raise UnreadableExtract(f"The first line of {name}.csv cannot be read: {reason}.") from None


def _parse(text: str, separator: str) -> list[str]:
    """Return the values of one line. A record of these files is one line: an open quote must not go on."""
    if text.count('"') % 2:
        raise Rejected("a quotation mark is missing")
    if NOT_UTF8 in text or NUL in text:
        raise Rejected("not UTF-8 text")
    try:
        return next(csv.reader([text], strict=True, delimiter=separator), [])
    except csv.Error as mistake:
        raise Rejected(str(mistake)) from None

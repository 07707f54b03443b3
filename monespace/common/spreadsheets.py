"""CSV for spreadsheets in Belgium: semicolons, byte order mark, no cell that is read as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield rows as lines of CSV, with semicolons as spreadsheets expect them in Belgium."""
    yield BYTE_ORDER_MARK
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return a few rows as one text of CSV."""
    return "".join(csv_lines(rows))


def harmless(value: str) -> str:
    """Return ``value`` so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(STARTS_FORMULA) else value

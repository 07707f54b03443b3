"""CSV for spreadsheets in Belgium: semicolons, byte order mark, no cell that is read as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV, with semicolons as spreadsheets expect them in Belgium."""
    file = io.StringIO(BYTE_ORDER_MARK)
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file, delimiter=";")
    writer.writerows([harmless(value) for value in row] for row in rows)
    return file.getvalue()


def harmless(value: str) -> str:
    """Return ``value`` so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(STARTS_FORMULA) else value

"""Days written out as people of each language write them: in French, the first of a month is « 1er »."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import get_language

if TYPE_CHECKING:
    from datetime import date

FIRST_OF_MONTH: Final = re.compile(r"^1(?=\s)")


def written_day(day: date, style: str = "DATE_FORMAT") -> str:
    """Return ``day`` in one of Django's formats, in the reader's language.

    Formats can say « 1 janvier » only: whether the number takes its ending depends on the day.
    """
    written = date_format(day, style)
    is_french = (get_language() or "").startswith("fr")
    return FIRST_OF_MONTH.sub("1er", written) if is_french else written

"""Numbers and amounts as people type them; what a text may mean is the same in every language (ADR 0053)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from monespace.common.text import one_line, western_digits

MOST_DIGITS: Final = 15
MARKS: Final = str.maketrans(
    {"٫": ",", "٬": "'", "’": "'", "‘": "'", "ʼ": "'"} | dict.fromkeys("‐‑‒–—−﹣－", "-") | {"＋": "+"}
)
CURRENCY: Final = r"(?:€|eur|euros?)"
AROUND: Final = re.compile(rf"^([+-]?)\s*{CURRENCY}\s*|\s*{CURRENCY}$", re.IGNORECASE)
NO_CENTS: Final = re.compile(r"(?<=[0-9])[.,]\s*(?:--?|=)$")
SIGNED: Final = re.compile(r"([+-]?) *([0-9., ']*[0-9][0-9., ']*)")
GROUPS: Final = "([1-9][0-9]{0,2}(?:%s[0-9]{3})+)"
SHAPES: Final = [  # digits before the decimal mark, and after it
    re.compile("([0-9]*)(?:[.,]([0-9]*))?"),
    *(re.compile(GROUPS % space + "(?:[.,]([0-9]*))?") for space in " '"),
    re.compile(GROUPS % "[.]" + "(?:,([0-9]*))?"),
    re.compile(GROUPS % "," + "(?:[.]([0-9]*))?"),
]
BESIDE_MARK: Final = re.compile(" *([.,]) *")
TWO_READINGS: Final = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")


class Unreadable(ValueError):
    """The text is no number."""


class TooLong(ValueError):
    """The number has more digits than anything that is counted."""


class Read(NamedTuple):
    """A number, and the other one that the text could mean when its only mark stands before three digits.

    ``mark`` is that dot or comma: ``number`` takes it for a decimal mark, ``grouped`` for one of thousands.
    """

    number: Decimal
    grouped: Decimal | None = None
    mark: str = ""


def read_number(text: str) -> Read:
    """Read ``1 000``, ``1’000``, ``1.234,56``, ``1,234.56``, ``.5``, ``−5``, ``٣``; Unreadable or TooLong.

    Spaces and apostrophes part thousands. A dot or a comma parts decimals, the last one when there are both;
    several alike part thousands.
    """
    signed = SIGNED.fullmatch(western_digits(one_line(text)).translate(MARKS))
    if signed is None:
        raise Unreadable
    sign, typed = signed[1].replace("+", ""), BESIDE_MARK.sub(r"\1", signed[2]).strip()
    if sum(character.isdigit() for character in typed) > MOST_DIGITS:
        raise TooLong
    if two := TWO_READINGS.fullmatch(typed):
        head, mark, tail = two.groups()
        return Read(Decimal(f"{sign}{head}.{tail}"), Decimal(f"{sign}{head}{tail}"), mark)
    found = next(filter(None, (shape.fullmatch(typed) for shape in SHAPES)), None)
    if found is None:
        raise Unreadable
    whole, fraction = found.groups()
    return Read(Decimal(f"{sign}{re.sub('[^0-9]', '', whole) or 0}.{fraction or 0}"))


def without_currency(text: str) -> str:
    """Return a typed amount without ``€`` or ``EUR``, and without the dash that stands for no cents."""
    bare = AROUND.sub(r"\1", western_digits(one_line(text)).translate(MARKS)).strip()
    return NO_CENTS.sub("", bare)

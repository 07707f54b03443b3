"""What an unquoted value of a file means: YAML's surprises are refused, with what to write instead."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from yaml.nodes import ScalarNode

Scalar = str | int | float | bool | date | None

WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,6}")
THOUSANDS: Final = re.compile(r"(-?[1-9][0-9]{0,2})\.([0-9]{3})")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YES: Final = frozenset({"yes", "true", "on"})


class Misread(ValueError):
    """A value that YAML would read otherwise than its author does; the message says what to write."""


def is_plain(node: ScalarNode) -> bool:
    """Say whether a value stands without quotes."""
    return not node.style


def meant(node: ScalarNode) -> Scalar:
    """Return the text, number, truth value, day or nothing that is written; Misread says why it is unclear.

    In quotes, everything is text. Without, YAML 1.1 reads ``010`` as eight, ``12:30`` as 750, ``0x1F`` as 31:
    only plain numbers and days without a time are taken.
    """
    if not is_plain(node):
        return str(node.value)
    written, sort = node.value, node.tag.rpartition(":")[2]
    if sort == "null":
        return None
    if sort == "bool":
        return written.lower() in YES
    if sort in {"int", "float"}:
        return _number(written)
    if sort == "timestamp":
        return _day(written)
    return str(written)


def _number(written: str) -> int | float:
    """Read a plain number."""
    shown = written[:40]
    if written in {"-0", "-0.0"} or WHOLE.fullmatch(written):
        return int(float(written)) if "." in written else int(written)
    if ":" in written:
        raise Misread(f'“{shown}” is no number; if it is a time or another text, put it in quotes: "{shown}"')
    if found := THOUSANDS.fullmatch(written):
        raise Misread(
            f"“{shown}” can be read in two ways; write {found[1]}{found[2]}, or {written}0 for decimals"
        )
    if DECIMAL.fullmatch(written):
        return float(written)
    raise Misread(
        f"“{shown}” is not written as a number should be; {_plain_spelling(written)}"
        f'if it is a text, put it in quotes: "{shown}"'
    )


def _plain_spelling(written: str) -> str:
    """Say how people write a number that has a leading zero, a plus or underscores."""
    bare = written.lstrip("+").replace("_", "").lstrip("0") or "0"
    bare = f"0{bare}" if bare.startswith(".") else bare
    return f"write {bare}; " if WHOLE.fullmatch(bare) or DECIMAL.fullmatch(bare) else ""


def _day(written: str) -> date:
    """Read a day of the calendar."""
    if not DAY.fullmatch(written):
        year, month, rest = written.split("-", 2)
        day = re.match(r"[0-9]+", rest)
        raise Misread(
            f"“{written[:40]}” is a day with a time; write "
            f"{year}-{month:0>2}-{day[0] if day else '01':0>2}, or put it in quotes if it is a text"
        )
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Misread(
            f"“{written}” is no date of the calendar; write year, month, day, as 2026-12-31"
        ) from None

"""Formats dates, numbers and amounts (euros) for a language: fr, de, nl, en."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import override

from monespace.common.days import written_day

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

NBSP: Final = "\u00a0"
SEPARATORS: Final = {"fr": (NBSP, ","), "de": (".", ","), "nl": (".", ","), "en": (",", ".")}
AMOUNTS: Final = {"fr": f"{{}}{NBSP}€", "de": f"{{}}{NBSP}€", "nl": f"€{NBSP}{{}}", "en": "€{}"}


def localised_date(day: date, language: str) -> str:
    """Return a date such as ``27 mars 2026``, ``1er avril 2026`` or ``27. März 2026``."""
    with override(language):
        return written_day(day, "j. F Y" if language.startswith("de") else "j F Y")


def localised_number(number: Decimal, language: str, decimals: int | None = None) -> str:
    """Return a number such as ``1 234,5``, with as many decimals as asked or as it has."""
    thousands, comma = SEPARATORS.get(language[:2], SEPARATORS["fr"])
    plain = f"{number:,f}" if decimals is None else f"{number:,.{decimals}f}"
    return plain.replace(",", "\x00").replace(".", comma).replace("\x00", thousands)


def localised_percentage(number: Decimal, language: str) -> str:
    """Return a percentage such as ``12,5 %`` or ``12.5%``."""
    space = "" if language[:2] in {"en", "nl"} else NBSP
    return f"{localised_number(number, language)}{space}%"


def localised_amount(amount: Decimal, language: str) -> str:
    """Return an amount such as ``1 234,50 €`` or ``€ 1.234,50``."""
    pattern = AMOUNTS.get(language[:2], AMOUNTS["fr"])
    return pattern.format(localised_number(amount, language, decimals=2))

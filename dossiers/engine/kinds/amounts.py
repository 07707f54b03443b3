"""Questions answered by a number with a sign: an amount in euros, a percentage."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictInt

from dossiers.engine.conditions import ordered
from dossiers.engine.expressions import Sort
from dossiers.engine.expressions.values import HUNDRED, Percentage
from dossiers.engine.kinds.numbers import MARKS, Limit, NumberQuestion, number_meant
from dossiers.engine.localise import localised_amount, localised_percentage
from monespace.common.text import one_line, western_digits

if TYPE_CHECKING:
    from datetime import date

    from dossiers.engine.kinds.base import JSON, Facts, Message, Raw

CURRENCY: Final = r"(?:€|eur|euros?)"
AROUND: Final = re.compile(rf"^([+-]?)\s*{CURRENCY}\s*|\s*{CURRENCY}$", re.IGNORECASE)
NO_CENTS: Final = re.compile(r"(?<=[0-9])[.,]\s*(?:--?|=)$")
PER_CENT: Final = re.compile(r"\s*(?:%|٪|％|p\.?\s?c(?:t\.?)?|pour\s?cents?)$", re.IGNORECASE)


def without_currency(text: str) -> str:
    """Return a typed amount without ``€`` or ``EUR``, and without the dash that stands for no cents."""
    bare = AROUND.sub(r"\1", western_digits(one_line(text)).translate(MARKS)).strip()
    return NO_CENTS.sub("", bare)


ordered(Percentage, number_meant)


class MoneyQuestion(NumberQuestion):
    """An amount in euros, to the cent."""

    width = "medium"
    sort = Sort.MONEY

    kind: Literal["money"]  # type: ignore[assignment]  # each kind has its own name
    decimals: Literal[2] = 2
    unit: None = None

    @property
    def format_hint(self) -> Message:
        return _("En euros, par exemple 1 234,50.")

    def may_be(self, number: Decimal) -> bool:
        return number == round(number, self.decimals)

    def bare(self, raw: str) -> str:
        return without_currency(raw)

    @property
    def unreadable(self) -> Message:
        return _("« %(label)s » : indiquez le montant en chiffres, comme 1 234,50.")

    def display(self, value: Decimal, language: str) -> str:
        return localised_amount(value, language)

    def payload(self, value: Decimal) -> JSON:
        return {"amount": f"{value:.2f}", "currency": "EUR"}

    def payload_schema(self) -> dict[str, JSON]:
        return {
            "type": "object",
            "properties": {
                "amount": {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"},
                "currency": {"const": "EUR"},
            },
            "required": ["amount", "currency"],
            "additionalProperties": False,
        }


class PercentageQuestion(NumberQuestion):
    """A share in hundredths, from 0 to 100 unless the definition says otherwise."""

    sort = Sort.PERCENTAGE

    kind: Literal["percentage"]  # type: ignore[assignment]  # each kind has its own name
    max: Limit | None = Decimal(HUNDRED)
    decimals: StrictInt = Field(default=0, ge=0, le=4)
    unit: None = None

    @property
    def format_hint(self) -> Message:
        return _("En pour cent, par exemple %(example)s.") % {"example": "12,5" if self.decimals else "12"}

    def understand(self, raw: Raw, facts: Facts) -> Percentage:
        return Percentage(super().understand(raw, facts))

    def bare(self, raw: str) -> str:
        return PER_CENT.sub("", one_line(raw))

    @property
    def unreadable(self) -> Message:
        return _("« %(label)s » : indiquez le pourcentage en chiffres, comme 12.")

    def display(self, value: Decimal, language: str) -> str:
        return localised_percentage(value, language)

    def samples(self, operands: list[Any], today: date) -> list[object]:
        numbers = super().samples(operands, today)
        return [Percentage(one) for one in numbers if isinstance(one, Decimal)]

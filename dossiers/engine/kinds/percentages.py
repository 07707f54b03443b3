"""Questions answered by a percentage."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictInt

from dossiers.engine.conditions import ordered
from dossiers.engine.expressions import Sort
from dossiers.engine.expressions.values import HUNDRED, Percentage
from dossiers.engine.kinds.numbers import Limit, NumberQuestion, number_meant
from dossiers.engine.localise import localised_percentage
from monespace.common.text import one_line

if TYPE_CHECKING:
    from datetime import date

    from dossiers.engine.kinds.base import Facts, Message, Raw

PER_CENT: Final = re.compile(r"\s*(?:%|٪|％|p\.?\s?c(?:t\.?)?|pour\s?cents?)$", re.IGNORECASE)


ordered(Percentage, number_meant)


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

"""Questions answered by a number: a count, a measure, an amount in euros."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, Field, StrictInt
from pydantic_core import PydanticKnownError

from dossiers.engine.base import SOURCE_LANGUAGE, Text
from dossiers.engine.conditions import ordered
from dossiers.engine.expressions import Sort
from dossiers.engine.kinds.base import JSON, Facts, Message, Raw, Shown, Width
from dossiers.engine.kinds.typed import TypedQuestion
from dossiers.engine.localise import NBSP, localised_amount, localised_number
from monespace.common.numbers import MOST_DIGITS, TooLong, Unreadable, read_number, without_currency
from monespace.common.text import one_line

if TYPE_CHECKING:
    from datetime import date


DIGITS_OF_A_GROUP: Final = 3
NUMERIC_OPERATORS: Final = frozenset({"answered", "equals", "one_of", "at_least", "at_most"})
PLAIN: Final = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}(?:\.[0-9]{{1,6}})?")


def in_figures(declared: Any) -> Any:
    """Let a number in figures through: one with an exponent may stand for a gigabyte of them."""
    if isinstance(declared, str) and not PLAIN.fullmatch(declared):
        raise PydanticKnownError("decimal_parsing")
    return declared


Limit = Annotated[Decimal, BeforeValidator(in_figures), Field(ge=-(10**MOST_DIGITS), le=10**MOST_DIGITS)]


def _in_language_of_reader(number: Decimal, places: int | None) -> str:
    return localised_number(number, get_language() or SOURCE_LANGUAGE, places)


lazily_localised = lazy(_in_language_of_reader, str)


def number_meant(operand: Any, today: date) -> Decimal:
    """Return the number an operand means; TypeError for a text, yes or no."""
    del today
    if isinstance(operand, str | bool):
        raise TypeError("a number is expected")
    return Decimal(str(operand))


ordered(Decimal, number_meant)


class NumberQuestion(TypedQuestion[Decimal]):
    """A number, whole unless ``decimals`` says how many may follow the comma."""

    names_nobody = True
    width: ClassVar[Width] = "short"
    operators = NUMERIC_OPERATORS
    sort: ClassVar[Sort | None] = Sort.NUMBER
    said = {
        "at_least": _("« %(label)s » : %(value)s au moins"),
        "at_most": _("« %(label)s » : %(value)s au plus"),
    }

    kind: Literal["number"]
    min: Limit | None = Decimal(0)
    max: Limit | None = None
    decimals: StrictInt = Field(default=0, ge=0, le=6)
    unit: Text | None = Field(default=None, description="What it counts: « km », « jours ».")

    def attributes(self) -> dict[str, Any]:
        if self.min is None or self.min < 0:
            return super().attributes()  # a phone's digits have no minus sign
        return super().attributes() | {"inputmode": "decimal" if self.decimals else "numeric"}

    def understand(self, raw: Raw, facts: Facts) -> Decimal:
        del facts
        number = self.read(self.bare(raw))
        exact = number.quantize(Decimal(1).scaleb(-self.decimals))
        if exact != number:
            raise self.error(self.too_precise, limit=self.decimals)
        if self.min is not None and exact < self.min:
            raise self.error(_("« %(label)s » : indiquez %(limit)s au moins."), limit=Shown(self, self.min))
        if self.max is not None and exact > self.max:
            raise self.error(_("« %(label)s » : indiquez %(limit)s au plus."), limit=Shown(self, self.max))
        return exact + 0  # minus zero is zero

    def read(self, text: str) -> Decimal:
        """Return the number a text means; ValidationError when it means none, or could mean two."""
        try:
            read = read_number(text)
        except TooLong:
            raise self.error(
                _("« %(label)s » : indiquez %(limit)s chiffres au plus."), limit=MOST_DIGITS
            ) from None
        except Unreadable:
            raise self.error(self.unreadable) from None
        if read.grouped is None:
            return read.number
        if read.mark == "." and not self.may_be(read.number):
            return read.grouped
        # With three decimals the same text would be asked about again.
        places = self.decimals + (self.decimals == DIGITS_OF_A_GROUP) if self.decimals else None
        number = lazily_localised(read.number.normalize(), places)
        raise self.error(self.two_readings, typed=text, grouped=f"{read.grouped:f}", number=number)

    def may_be(self, number: Decimal) -> bool:
        """Whether ``number``, with three decimals, is what people may mean here."""
        del number
        return self.decimals > 0

    def bare(self, raw: str) -> str:
        """Return the typed number without what stands around it."""
        text = one_line(raw)
        units = self.unit.model_dump(exclude_none=True).values() if self.unit else ()
        ending = next((unit for unit in units if text.lower().endswith(unit.lower())), "")
        return text[: len(text) - len(ending)].rstrip() if ending else text

    @property
    def format_hint(self) -> Message | None:
        return _("En %(unit)s.") % {"unit": self.unit} if self.unit else None

    @property
    def unreadable(self) -> Message:
        """The message when no number can be read."""
        return _("« %(label)s » : indiquez un nombre en chiffres, comme 12, sans unité.")

    @property
    def two_readings(self) -> Message:
        """The message when a dot or a comma may part thousands or decimals."""
        if self.decimals == 0:
            return _(
                "« %(label)s » : « %(typed)s » peut vouloir dire %(grouped)s ou %(number)s. Indiquez "
                "un nombre entier, sans point ni virgule."
            )
        return _(
            "« %(label)s » : « %(typed)s » peut vouloir dire %(grouped)s ou %(number)s. Indiquez l’un "
            "des deux."
        )

    @property
    def too_precise(self) -> Message:
        """The message when there are too many decimals."""
        if self.decimals == 0:
            return _("« %(label)s » : indiquez un nombre entier, sans virgule.")
        return _("« %(label)s » : indiquez au plus %(limit)s chiffres après la virgule.")

    def display(self, value: Decimal, language: str) -> str:
        number = localised_number(value, language)
        return f"{number}{NBSP}{self.unit(language)}" if self.unit else number

    def payload(self, value: Decimal) -> JSON:
        return str(value) if self.decimals else int(value)

    def payload_schema(self) -> dict[str, JSON]:
        if self.decimals:
            return {"type": "string", "pattern": rf"^-?[0-9]+\.[0-9]{{{self.decimals}}}$"}
        limits = {"minimum": self.min, "maximum": self.max}
        return {"type": "integer"} | {name: int(limit) for name, limit in limits.items() if limit is not None}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        return "a number is expected" if isinstance(operand, str | bool) else None

    def compared(self, operand: Any, today: date) -> Decimal:
        return number_meant(operand, today)

    def parameter_problems(self) -> list[tuple[str, str]]:
        if self.min is not None and self.max is not None and self.min > self.max:
            return [("min", f"min {self.min} is more than max {self.max}")]
        return []

    def samples(self, operands: list[Any], today: date) -> list[object]:
        del today
        step = Decimal(1).scaleb(-self.decimals)
        limits = [limit for limit in (self.min, self.max) if limit is not None]
        named = [Decimal(0), *limits, *(Decimal(str(operand)) for operand in operands)]
        grid = {one.quantize(step, ROUND_FLOOR) + way * step for one in named for way in (-1, 0, 1, 2)}
        least, most = self.min, self.max
        return [
            number
            for number in sorted(grid)
            if (least is None or number >= least) and (most is None or number <= most)
        ]


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

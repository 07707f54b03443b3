"""Questions answered by a number: a count, a measure, an amount in euros."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictInt

from dossiers.engine.kinds.base import JSON, Facts, Message, Raw, Shown
from dossiers.engine.kinds.typed import TypedQuestion
from dossiers.engine.localise import localised_amount, localised_number

NUMERIC_OPERATORS: Final = frozenset({"answered", "equals", "one_of", "at_least", "at_most"})
SPACES: Final = re.compile(r"[\s\u00a0\u202f'’]+")
EURO: Final = re.compile(r"^(?:€|eur|euros?)|(?:€|eur|euros?)$", re.IGNORECASE)
GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
LONGEST: Final = 15
Limit = Annotated[Decimal, Field(ge=-(10**LONGEST), le=10**LONGEST)]

if TYPE_CHECKING:
    from datetime import date


def read_number(text: str, *, decimals: int) -> Decimal | None:
    """Read a number as Belgians type it; None when it is none, or could be two different ones.

    A comma or a dot may separate decimals; both together, the last one does. A dot before exactly three
    digits separates thousands (``1.234``) unless that many decimals are expected. A comma there means
    decimals: only English uses it for thousands.
    """
    sign, digits = ("-", text[1:]) if text[:1] in {"-", "−"} else ("", text)
    if not digits.isascii() or not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)*", digits):
        return None
    separators = [character for character in digits if character in ".,"]
    whole, fraction = digits, ""
    if separators:
        last = separators[-1]
        head, _last, tail = digits.rpartition(last)
        several = separators.count(last) > 1
        if not several and (len(separators) > 1 or last == "," or len(tail) != 3 or decimals >= 3):  # noqa: PLR2004 - thousands come by three digits
            whole, fraction = head, tail
    if any(mark in whole for mark in ".,") and (
        not GROUPED.fullmatch(whole) or len({mark for mark in whole if mark in ".,"}) > 1
    ):
        return None
    whole = whole.replace(".", "").replace(",", "")
    if len(whole) > LONGEST or len(fraction) > LONGEST:
        return None
    return Decimal(f"{sign}{whole}.{fraction or '0'}")


class NumberQuestion(TypedQuestion[Decimal]):
    """A number, whole unless ``decimals`` says how many may follow the comma."""

    operators = NUMERIC_OPERATORS

    kind: Literal["number"]
    min: Limit | None = Decimal(0)
    max: Limit | None = None
    decimals: StrictInt = Field(default=0, ge=0, le=6)

    def attributes(self) -> dict[str, Any]:
        if self.min is None or self.min < 0:
            return super().attributes()  # a phone's digits have no minus sign
        return super().attributes() | {"inputmode": "decimal" if self.decimals else "numeric"}

    def understand(self, raw: Raw, facts: Facts) -> Decimal:
        del facts
        number = read_number(self.bare(raw), decimals=self.decimals)
        if number is None:
            raise self.error(self.unreadable)
        exact = number.quantize(Decimal(1).scaleb(-self.decimals))
        if exact != number:
            raise self.error(self.too_precise, limit=self.decimals)
        if self.min is not None and exact < self.min:
            raise self.error(_("« %(label)s » : indiquez %(limit)s au moins."), limit=Shown(self, self.min))
        if self.max is not None and exact > self.max:
            raise self.error(_("« %(label)s » : indiquez %(limit)s au plus."), limit=Shown(self, self.max))
        return exact + 0  # minus zero is zero

    def bare(self, raw: str) -> str:
        """Return the typed number without what stands around it."""
        return SPACES.sub("", raw)

    @property
    def unreadable(self) -> Message:
        """The message when no number can be read."""
        return _("« %(label)s » : écrivez un nombre en chiffres, comme 12.")

    @property
    def too_precise(self) -> Message:
        """The message when there are too many decimals."""
        if self.decimals == 0:
            return _("« %(label)s » : écrivez un nombre entier, sans virgule.")
        return _("« %(label)s » : écrivez au plus %(limit)s chiffres après la virgule.")

    def display(self, value: Decimal, language: str) -> str:
        return localised_number(value, language)

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

    kind: Literal["money"]  # type: ignore[assignment]  # each kind has its own name
    decimals: Literal[2] = 2

    @property
    def format_hint(self) -> Message:
        return _("En euros, par exemple 1 234,50.")

    def bare(self, raw: str) -> str:
        return EURO.sub("", SPACES.sub("", raw))

    @property
    def unreadable(self) -> Message:
        return _("« %(label)s » : écrivez le montant en chiffres, comme 1 234,50.")

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

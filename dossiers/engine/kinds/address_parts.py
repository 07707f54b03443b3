"""Parts of an address that conditions may look at: its postcode, its locality, its country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.kinds.base import JSON, Question
from dossiers.engine.kinds.countries import CODES, countries
from dossiers.engine.kinds.typed import TextQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dossiers.engine.kinds.base import Message

COMPARED: Final = ("postcode", "locality", "country")


class CountryPart(Question[str]):
    """The country of an address, by its code: ``BE``."""

    operators = frozenset({"answered", "equals", "one_of"})

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "enum": sorted(CODES)}

    def display(self, value: str, language: str) -> str:
        return countries(language)[value]

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        if operand in CODES:
            return None
        return 'a country is expected, by its two letters in quotes, such as "BE" or "LU"'

    def samples(self, operands: list[Any], today: date) -> list[object]:
        del today
        return [*operands, next(code for code in sorted(CODES) if code not in operands)]


def parts_of(question: Question[Any], labels: Mapping[str, Message]) -> dict[str, Question[Any]]:
    """Return the parts of the answer to a question about an address, as questions of their own."""

    def part(name: str) -> dict[str, Any]:
        return {"key": name, "label": question.part_label(labels[name]), "optional": True}

    return {
        "postcode": TextQuestion(kind="text", **part("postcode")),
        "locality": TextQuestion(kind="text", **part("locality")),
        "country": CountryPart(kind="country", **part("country")),
    }

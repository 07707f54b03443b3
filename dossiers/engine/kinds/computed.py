"""Values that the portal calculates from answers: shown and sent, never typed."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PlainSerializer, PlainValidator, StrictInt, WithJsonSchema

from dossiers.engine.base import Model, Text
from dossiers.engine.conditions import DeclaredCondition, references_of
from dossiers.engine.expressions import Expression, Sort, halves_up, read_expression
from dossiers.engine.expressions.values import HUNDRED, Percentage
from dossiers.engine.kinds.base import JSON, Facts, Message, NotYetKnown, Question, Raw
from dossiers.engine.kinds.dates import DateQuestion
from dossiers.engine.kinds.numbers import MoneyQuestion, NumberQuestion
from dossiers.engine.kinds.percentages import PercentageQuestion
from dossiers.engine.widgets import Calculated
from monespace.common.numbers import MOST_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from django import forms

    from dossiers.engine.kinds.domains import Domain

LARGEST: Final = 10**MOST_DIGITS
MOST_CASES: Final = 50
SORTS: Final = {
    "number": frozenset({Sort.NUMBER, Sort.RATIO}),
    "percentage": frozenset({Sort.PERCENTAGE, Sort.RATIO}),
    "money": frozenset({Sort.MONEY}),
    "date": frozenset({Sort.DAY}),
}
"""What the formula of each result may come to."""

DeclaredFormula = Annotated[
    Expression,
    PlainValidator(
        lambda declared: declared if isinstance(declared, Expression) else read_expression(declared)
    ),
    PlainSerializer(lambda formula: formula.text()),
    WithJsonSchema({"type": ["string", "number"], "examples": ["velo.prix * 20 %", "min(velo.prix, 250 €)"]}),
]


class Case(Model):
    """A formula that counts when a condition holds; without one, when no other does."""

    when: DeclaredCondition | None = None
    value: DeclaredFormula


class ComputedQuestion(Question[Any]):
    """A number, an amount, a percentage or a day, calculated anew whenever answers change and at sending.

    It is rounded once, halves away from zero; what counts with it counts with what is shown.
    """

    asks = False
    in_cell = True
    seconds = 3

    kind: Literal["computed"]
    optional: Literal[True] = Field(default=True, description="It is there once the answers it needs are.")
    result: Literal["number", "money", "percentage", "date"]
    decimals: StrictInt = Field(default=0, ge=0, le=4, description="Of a number or a percentage.")
    unit: Text | None = Field(default=None, description="What a number counts: « km », « jours ».")
    value: DeclaredFormula | None = None
    cases: Annotated[tuple[Case, ...], Field(max_length=MOST_CASES)] = Field(
        default=(), description="The first whose condition holds counts; the last may have none."
    )

    @cached_property
    def shown_as(self) -> Question[Any]:
        """The question whose answers look like its value."""
        words: dict[str, Any] = {"key": self.key, "label": self.label, "kind": self.result}
        if self.result == "money":
            return MoneyQuestion(**words, min=None)
        if self.result == "date":
            return DateQuestion(**words)
        if self.result == "percentage":
            return PercentageQuestion(**words, min=None, max=None, decimals=self.decimals)
        return NumberQuestion(**words, min=None, decimals=self.decimals, unit=self.unit)

    @cached_property
    def operators(self) -> frozenset[str]:  # type: ignore[override]  # those of its result
        """The comparisons a condition may make with its value."""
        return self.shown_as.operators

    @property
    def sort(self) -> Sort | None:  # type: ignore[override]  # that of its result
        """What formulas take its value for."""
        return self.shown_as.sort

    @property
    def formulas(self) -> tuple[Expression, ...]:
        """All its formulas, in the order of the file."""
        return (self.value,) if self.value else tuple(case.value for case in self.cases)

    def looks_at(self) -> Iterator[str]:
        """Give the answers it is calculated from, as the file names them."""
        for case in self.cases:
            yield from references_of(case.when)
        for formula in self.formulas:
            yield from formula.references()

    def is_blank(self, raw: Raw) -> bool:
        del raw
        return True

    def answer(self, raw: Raw, facts: Facts) -> Any:
        """Return its value, whatever was typed; None when no case applies or an answer it needs is left out.

        Raises NotYetKnown while an answer that decides is still to come, and ValidationError for what cannot
        be calculated.
        """
        del raw
        if any(map(facts.is_unknown, self.looks_at())):
            raise NotYetKnown
        formula = self._formula(facts)
        if formula is None or any(facts.value_of(name) is None for name in formula.needed()):
            return None
        value = formula.value(facts.value_of, facts.today)
        if value is None or (isinstance(value, Fraction) and abs(value) >= LARGEST):
            raise self.error(self.impossible)
        return self._rounded(value)

    def _formula(self, facts: Facts) -> Expression | None:
        """Return the formula that counts."""
        if self.value is not None:
            return self.value
        for case in self.cases:
            if case.when is None or case.when.holds(facts.value_of, facts.today):
                return case.value
        return None

    def _rounded(self, value: Any) -> Any:
        if self.result == "date":
            return value
        if self.result == "percentage":
            return Percentage(halves_up(value * HUNDRED, self.decimals))
        return halves_up(value, 2 if self.result == "money" else self.decimals)

    @property
    def impossible(self) -> Message:
        """The message when the answers leave nothing to calculate, or something beyond all measure."""
        return _("« %(label)s » ne peut pas être calculé avec vos réponses : vérifiez-les.")

    def payload(self, value: Any) -> JSON:
        return self.shown_as.payload(value)

    def payload_schema(self) -> dict[str, JSON]:
        return self.shown_as.payload_schema()

    def display(self, value: Any, language: str) -> str:
        return self.shown_as.display(value, language)

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return self.shown_as.operand_problem(operator, operand)

    def compared(self, operand: Any, today: date) -> Any:
        return self.shown_as.compared(operand, today)

    def days_compared(self, operands: list[Any]) -> list[str]:
        return self.shown_as.days_compared(operands)

    def domain(self, operands: list[Any], today: date, spend: Callable[[int], None]) -> Domain:
        return self.shown_as.domain(operands, today, spend)

    def parameter_problems(self) -> list[tuple[str, str]]:
        problems = []
        if (self.value is None) is (not self.cases):
            problems.append(("value", "write “value: formula”, or “cases” of formulas, one of the two"))
        if any(case.when is None for case in self.cases[:-1]):
            problems.append(
                ("cases", "only the last case may have no “when”: those after it would never count")
            )
        if self.decimals and self.result in {"money", "date"}:
            problems.append(("decimals", f"a result of kind {self.result} has no decimals to choose"))
        if self.unit and self.result != "number":
            problems.append(("unit", f"a result of kind {self.result} has its own unit"))
        return problems

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del language, stored, facts
        return Calculated()

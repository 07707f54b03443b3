"""What a dossier that can be sent must satisfy, as formulas, and whether it leaves a condition possible."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.conditions import field_named, full_name
from dossiers.engine.dates import Day, read_day
from dossiers.engine.kinds.domains import Values
from dossiers.engine.possibility.formulas import all_of, answered, any_of, formula_of
from dossiers.engine.possibility.solver import Budget, Exhausted, satisfiable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dossiers.engine.conditions import Condition
    from dossiers.engine.kinds import Question
    from dossiers.engine.kinds.domains import Domain
    from dossiers.engine.possibility.formulas import Formula
    from dossiers.engine.rules import Rule
    from dossiers.engine.schema import Definition, Step

MOST_STEPS: Final = 150_000
"""What checking a definition may try: a second or two (ADR 0052); the shipped ones need 300."""
MOST_STEPS_EACH: Final = 100_000
MOST_DAYS: Final = 400
SLACK: Final = 4
"""Adding months and taking them away again may miss the first day by three."""
LEAP_CYCLE: Final = 4


class Possibility:
    """Answers « can this hold? » for a definition whose references all make sense.

    « No » is certain. « Yes » is certain too, except when it takes too long to tell. The days considered are
    those on which a request may be sent.
    """

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._budget = Budget(MOST_STEPS, MOST_STEPS_EACH)

    def of(self, *formulas: Formula, in_a_dossier: bool = False) -> bool:
        """Say whether answers on some day make all formulas hold; ``in_a_dossier``, a complete one."""
        self._budget.begin()
        try:
            return self._holds_some_day([*formulas], in_a_dossier=in_a_dossier)
        except Exhausted:
            return True

    def _holds_some_day(self, wanted: list[Formula], *, in_a_dossier: bool) -> bool:
        """Say so, unless Exhausted."""
        if in_a_dossier:
            wanted += self._constraints(_references(wanted))
        references = _references(wanted)
        operands = self._operands(wanted, references)
        days = days_to_try(
            self._definition.opens,
            self._definition.closes,
            [
                self._questions[name].days_compared(operands[name])
                for name in references
                if self._is_asked(name)
            ],
        )
        return len(days) > MOST_DAYS or any(
            satisfiable(wanted, self._domains(operands, day), self._budget) for day in days
        )

    def condition(self, condition: Condition | None, step: Step | None) -> Formula:
        """Return a condition as a formula, its short references being those of a step."""
        return formula_of(condition, lambda name: full_name(name, step.key) if step else name)

    def applies(self, reference: str) -> Formula:
        """Return when a field applies: its step's condition and its own."""
        field = field_named(reference)
        step = self._steps[field]
        own = self._questions[field].when
        return all_of([self.condition(step.when, step), self.condition(own, step)])

    def judged(self, rule: Rule) -> Formula:
        """Return when a rule is judged: it applies, its field too, and all it compares is answered."""
        needed = map(answered, rule.needed)
        return all_of([self.applies(rule.field), *needed, self.condition(rule.when, step=None)])

    def kept(self, rule: Rule) -> Formula:
        """Return what a rule asks of a dossier: it is not judged, or its requirement holds."""
        return any_of([self.judged(rule).opposite(), self.condition(rule.require, step=None)])

    def _constraints(self, references: Iterable[str]) -> list[Formula]:
        """Return what ties the answers named, and those these depend on, to the fields' conditions."""
        found: list[Formula] = []
        pending, seen = list(filter(self._is_asked, references)), set(references)
        while pending:
            name = pending.pop()
            applies = self.applies(name)
            self._budget.spend(1 + sum(1 for _ in applies.references()))
            found.append(any_of([answered(name).opposite(), applies]))
            if name == field_named(name) and not self._questions[name].optional:
                found.append(any_of([applies.opposite(), answered(name)]))
            new = set(applies.references()) - seen
            seen |= new
            pending += sorted(filter(self._is_asked, new))
        return found

    def _operands(self, formulas: list[Formula], references: Iterable[str]) -> dict[str, list[Any]]:
        """Return, for each answer, the values it is compared with."""
        operands: dict[str, list[Any]] = {name: [] for name in references}
        pending = list(formulas)
        while pending:
            formula = pending.pop()
            if not hasattr(formula, "parts"):
                if formula.operator != "answered":
                    operands[formula.reference].append(formula.operand)
            else:
                pending.extend(formula.parts)
        return {name: list(dict.fromkeys(compared)) for name, compared in operands.items()}

    def _domains(self, operands: dict[str, list[Any]], day: date) -> dict[str, Domain]:
        return {name: self._domain(name, compared, day) for name, compared in operands.items()}

    def _domain(self, name: str, compared: list[Any], day: date) -> Domain:
        """Return what an answer can be; what formulas come to may compare as said or not."""
        if self._is_asked(name):
            return self._questions[name].domain(compared, day, self._budget.spend)
        return Values((None, object()), day, left=0b11, spend=self._budget.spend)

    def _is_asked(self, name: str) -> bool:
        """Whether a name is that of a question, not a comparison of formulas."""
        return name in self._questions

    @cached_property
    def _questions(self) -> dict[str, Question[Any]]:
        found: dict[str, Question[Any]] = {}
        for step, one in self._definition.questions():
            name = f"{step.key}.{one.key}"
            found[name] = one
            found |= {f"{name}.{part}": question for part, question in one.parts.items()}
        return found

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {f"{step.key}.{one.key}": step for step, one in self._definition.questions()}


def _references(formulas: Iterable[Formula]) -> list[str]:
    """Return the answers that formulas compare, each once."""
    return list(dict.fromkeys(name for formula in formulas for name in formula.references()))


def days_to_try(opens: date, closes: date | None, compared: Iterable[Iterable[str]]) -> list[date]:
    """Return the days, from opening to closing, on which dates compared with one another change order.

    ``compared`` has, for each date asked, the days it is compared with. Between the days returned nothing
    changes, except the length of months: it is tried over four years where months and days are compared.
    """
    last = closes or date.max
    found = {opens, last}
    mixes_units = False
    for texts in compared:
        days = {read_day(text) for text in texts}
        counted = [day for day in days if day.fixed is None]
        for fixed in (day.fixed for day in days if day.fixed is not None):
            for day in counted:
                found.update(_around(Day(days=-day.days, months=-day.months).on(fixed)))
        mixes_units |= any(day.days for day in counted) and any(day.months for day in counted)
    if mixes_units:
        found.update(_ends_of_months(opens.year))
    return sorted(day for day in found if opens <= day <= last)


def _around(day: date) -> Iterator[date]:
    for way in range(-SLACK, SLACK + 1):
        if date.min.toordinal() <= day.toordinal() + way <= date.max.toordinal():
            yield day + timedelta(days=way)


def _ends_of_months(year: int) -> Iterator[date]:
    """Give the first and the last days of the months of four years: there, months differ."""
    for month in range(LEAP_CYCLE * 12):
        first = Day(months=month).on(date(min(year, date.max.year - LEAP_CYCLE), 1, 1))
        end = Day(months=1).on(first)
        yield first
        yield from (end - timedelta(days=back) for back in range(1, 5))

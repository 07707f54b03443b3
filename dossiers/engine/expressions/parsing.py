"""Reading formulas: signs of sums and products, in the order everybody learned (a Pratt parser)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dossiers.engine.expressions.functions import FUNCTIONS
from dossiers.engine.expressions.tree import (
    OPERATIONS,
    SIGN,
    SUM,
    SUM_OF,
    UNITS,
    Amount,
    Call,
    Expression,
    FixedDay,
    Name,
    Operation,
    Opposite,
    Total,
)
from dossiers.engine.expressions.values import ORDERS

MOST_CHARACTERS: Final = 500
MOST_PARTS: Final = 100
DEEPEST: Final = 30
TOKEN: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]))|(?P<figures>[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<name>[^\W0-9]\w*(?:\.\w+)*)|(?P<sign><=|>=|!=|==|[^\w\s])"
)
FIGURES: Final = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
SAME_SIGNS: Final = {"×": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "!="}
TIME_UNITS: Final = frozenset(unit for unit in UNITS if unit.isalpha())
INSTEAD: Final = {
    "==": "write = once",
    "and": "write {all: [first, second]}",
    "or": "write {any: [first, second]}",
    "not": "write {not: condition}",
    "^": "there are no powers here",
    "EUR": "write €",
    "euros": "write €",
}


class Misspelt(ValueError):
    """A formula that cannot be read; the message is for its author."""


@dataclass(frozen=True)
class Token:
    """A word or a sign of a formula, and where it begins."""

    sort: str
    text: str
    at: int


def read_expression(declared: Any) -> Expression:
    """Read a formula; Misspelt says what is wrong with it."""
    reader = _Reader(_written(declared))
    found = reader.expression(SUM)
    if reader.here.text in ORDERS:
        raise reader.wrong("a value is expected here, not a comparison")
    reader.end()
    return found


def read_relation(declared: Any) -> tuple[Expression, str, Expression]:
    """Read a comparison of two formulas; Misspelt says what is wrong with it."""
    reader = _Reader(_written(declared))
    left = reader.expression(SUM)
    symbol = reader.here.text
    if symbol not in ORDERS:
        reader.refuse_known()
        raise reader.wrong("a comparison is expected: =, !=, <, <=, > or >=, as in fin >= debut + 30 days")
    reader.step()
    right = reader.expression(SUM)
    if reader.here.text in ORDERS:
        raise reader.wrong("one comparison is expected; for two, write {all: [first, second]}")
    reader.end()
    return left, symbol, right


def _written(declared: Any) -> str:
    """Return a formula as text: the file may have read a bare number, or a day, as such."""
    if isinstance(declared, bool) or not isinstance(declared, str | int | float | date):
        raise Misspelt("a formula is expected, such as prix * 20 %; in doubt, put it in quotes")
    text = str(declared)
    if len(text) > MOST_CHARACTERS:
        raise Misspelt(f"a formula has {MOST_CHARACTERS} characters at most; give a part of it its own field")
    return text


class _Reader:
    """Walks over the words and signs of one formula."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [
            Token(found.lastgroup or "", SAME_SIGNS.get(found[0], found[0]), found.start())
            for found in TOKEN.finditer(text)
        ]
        self._place = 0
        self._depth = 0
        self._parts = 0

    @property
    def here(self) -> Token:
        """The next word or sign; an empty one at the end."""
        if self._place < len(self._tokens):
            return self._tokens[self._place]
        return Token("end", "", len(self._text))

    def step(self) -> Token:
        """Take the next word or sign."""
        taken = self.here
        self._place += 1
        return taken

    def wrong(self, reason: str) -> Misspelt:
        """Return a refusal that shows where reading stopped."""
        before = self._text[: self.here.at].strip()
        place = f"after “{before[-40:]}”" if before else "at the beginning"
        found = f"“{self.here.text[:20]}”" if self.here.text else "nothing more"
        return Misspelt(f"{place} stands {found}: {reason}")

    def refuse_known(self) -> None:
        """Refuse what is written otherwise in the language."""
        if advice := INSTEAD.get(self.here.text):
            raise self.wrong(advice)

    def end(self) -> None:
        """Require that nothing follows."""
        if self.here.sort == "end":
            return
        self.refuse_known()
        raise self.wrong("a sign is missing before it, such as +, -, * or /")

    def expression(self, binding: int) -> Expression:
        """Read what is bound at least so strongly."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Misspelt(f"the formula nests deeper than {DEEPEST}; give a part of it its own field")
        left = self._beginning()
        while (operation := OPERATIONS.get(self.here.text)) and operation.binding >= binding:
            symbol = self.step().text
            left = self._counted(Operation(left, symbol, self.expression(operation.binding + 1)))
        self._depth -= 1
        return left

    def _counted(self, part: Expression) -> Expression:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise Misspelt(f"the formula has more than {MOST_PARTS} parts; give some of them their own field")
        return part

    def _beginning(self) -> Expression:
        """Read a value: a number, a day, a name, a function, what stands between brackets."""
        if self.here.sort == "figures":
            return self._counted(self._amount())
        if self.here.sort == "day":
            return self._counted(FixedDay(self._day()))
        if self.here.sort == "name":
            return self._counted(self._named())
        if self.here.text == "-":
            self.step()
            return self._counted(Opposite(self.expression(SIGN)))
        if self.here.text == "(":
            self.step()
            inside = self.expression(SUM)
            self._close()
            return inside
        raise self.wrong("a number, a day or the name of a field is expected")

    def _amount(self) -> Amount:
        """Read a number with its unit."""
        if not FIGURES.fullmatch(self.here.text):
            raise self.wrong(
                "write a number as 1250 or 1250.50, of 15 digits at most; after a comma between two, a space"
            )
        figures = self.step().text
        unit = self.here.text.removesuffix("s") if self.here.sort == "name" else self.here.text
        if self.here.sort == "figures":
            raise self.wrong("write a number without spaces, as 1250.50")
        if unit in {"%", "€"} or unit in TIME_UNITS:
            if unit in TIME_UNITS and "." in figures:
                raise self.wrong("days, weeks, months and years are whole numbers")
            self.step()
            return Amount(figures, unit)
        if self.here.sort == "name":
            self.refuse_known()
            raise self.wrong("a number may have one of these units: %, €, days, weeks, months, years")
        return Amount(figures)

    def _day(self) -> date:
        try:
            day = date.fromisoformat(self.here.text)
        except ValueError:
            raise self.wrong("this is no day of the calendar") from None
        self.step()
        return day

    def _named(self) -> Expression:
        """Read a reference, a function, or today."""
        self.refuse_known()
        word = self.here
        self.step()
        if self.here.text != "(":
            return FixedDay() if word.text == "today" else Name(word.text)
        if word.text == SUM_OF:
            return self._total()
        if word.text not in FUNCTIONS:
            self._place -= 1
            raise self.wrong(f"it is no function; known are {', '.join([*FUNCTIONS, SUM_OF])}")
        arguments = [self._argument()]
        while self.here.text == ",":
            arguments.append(self._argument())
        self._close()
        return Call(word.text, tuple(arguments))

    def _total(self) -> Total:
        self.step()
        if self.here.sort != "name":
            raise self.wrong("the answers of a group are expected: sum(step.group.field)")
        total = Total(self.step().text)
        self._close()
        return total

    def _argument(self) -> Expression:
        self.step()
        return self.expression(SUM)

    def _close(self) -> None:
        if self.here.text != ")":
            self.refuse_known()
            raise self.wrong("a bracket “)” is missing")
        self.step()

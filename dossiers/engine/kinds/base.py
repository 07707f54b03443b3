"""What every kind of question is able to do: ask, understand, keep, show and describe an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, Protocol, TypeAlias, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictBool

from dossiers.engine.base import SOURCE_LANGUAGE, Key, Model, Text
from dossiers.engine.conditions import DeclaredCondition
from dossiers.engine.expressions import Sort
from dossiers.engine.kinds.domains import Values
from dossiers.engine.widgets import AnswerField
from monespace.common.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django import forms
    from django.utils.functional import _StrOrPromise

    from dossiers.engine.kinds.domains import Domain

V = TypeVar("V")

Raw = Any
"""An answer as typed, in JSON: text, a list of texts, or an address in parts."""
JSON = Any
"""What a submission keeps of an answer."""
Message: TypeAlias = "_StrOrPromise"
Width = Literal["", "short", "medium", "long"]
MISSING: Final = "required"
"""The code of the error of an answer that was not given."""


class StoredFile(Protocol):
    """What the engine wants to know of a file added to the draft."""

    original_name: str
    size: int
    scan: str


@dataclass(frozen=True)
class Facts:
    """What an answer is understood with: the day it is, and the draft's files by id when they are known.

    ``closed_on`` asks the register since when the establishment with a number is closed: None for an open or
    unknown one. ``value_of`` gives the answers around, which conditions and formulas may look at;
    ``is_unknown`` says that one of them is wrong or still to come.
    """

    today: date
    files: Mapping[str, StoredFile] | None = None
    closed_on: Callable[[str], date | None] = lambda _number: None
    value_of: Callable[[str], Any] = lambda _reference: None
    is_unknown: Callable[[str], bool] = lambda _reference: False


class NotYetKnown(Exception):
    """What is calculated hangs on an answer that is wrong or still to come."""


class Question(Model, Generic[V]):
    """One field of a step.

    A kind is a subclass: what the file may say of it (its pydantic fields), and its behaviour. Form, review
    page, receipt, delivery and helpdesk all go through these methods, so they cannot disagree.
    """

    asks: ClassVar[bool] = True
    """Whether the person answers it."""
    names_nobody: ClassVar[bool] = False
    """Whether its answers say nothing of who somebody is: it may be asked before anybody signs in."""
    has_value: ClassVar[bool] = True
    """Whether it has an answer, given or calculated."""
    operators: ClassVar[frozenset[str]] = frozenset({"answered"})
    """The comparisons a condition may make with its answers."""
    said: ClassVar[Mapping[str, Message]] = {}
    """How its own comparisons are put in words, with ``%(label)s`` and ``%(value)s``."""
    sort: ClassVar[Sort | None] = None
    """What formulas take its answers for; nothing when they do not count with them."""
    in_cell: ClassVar[bool] = False
    """Whether its answer stands in a cell of a table, on one line."""
    width: ClassVar[Width] = ""
    """How wide its input is, when it is not as wide as the text."""
    seconds: ClassVar[int] = 15
    """How long answering it takes."""
    prefills: ClassVar[frozenset[str]] = frozenset()
    """The authentic data that fit it."""
    asked_as: ClassVar[frozenset[str]] = frozenset()
    """How French labels name what it asks, folded, for the advice not to ask it as a mere text."""

    kind: str
    key: Key
    label: Text
    hint: Text | None = None
    optional: StrictBool = False
    when: DeclaredCondition | None = None
    prefill: str | None = Field(default=None, description="Authentic data the answer comes from.")
    locked: StrictBool = Field(default=True, description="A prefilled answer cannot be changed in the form.")

    def is_blank(self, raw: Raw) -> bool:
        """Say whether nothing was typed."""
        return not isinstance(raw, str) or not one_line(raw)

    def understand(self, raw: Raw, facts: Facts) -> V:
        """Return the value of what was typed, or raise ValidationError saying how to put it right."""
        raise NotImplementedError

    def answer(self, raw: Raw, facts: Facts) -> V | None:
        """Return the value, None for an optional question left blank; raise ValidationError otherwise."""
        if not self.is_blank(raw):
            return self.understand(raw, facts)
        if self.optional:
            return None
        raise self.error(self.missing, code=MISSING)

    @property
    def proposed(self) -> frozenset[str]:
        """The authentic data that answer it, or questions in it."""
        return frozenset({self.prefill}) if self.prefill else frozenset()

    def is_begun(self, raw: Raw, facts: Facts) -> bool:
        """Say whether something was typed that counts."""
        del facts
        return not self.is_blank(raw)

    def asked_only(self, raw: Raw, facts: Facts) -> Raw:
        """Return what counts of an answer as typed: all of it, but for a group of questions."""
        del facts
        return raw

    @property
    def missing(self) -> Message:
        """The message when a required answer is missing."""
        return _("« %(label)s » : complétez cette réponse.")

    @property
    def quoted_label(self) -> Text:
        """The label as messages print it, inside quotation marks."""
        return self.label.quoted

    def error(self, message: Message, *, code: str = "invalid", **params: object) -> ValidationError:
        """Return an error whose message may name the question as ``%(label)s``."""
        return ValidationError(message, code=code, params={"label": self.quoted_label, **params})

    @property
    def parts(self) -> Mapping[str, Question[Any]]:
        """What conditions and formulas may look at in its answer, by name: ``step.field.postcode``."""
        return {}

    def part_values(self, value: V | None) -> Mapping[str, Any]:
        """Return the parts of an answer that conditions may look at; of none, those it has anyway."""
        del value
        return {}

    def part_label(self, part: Message) -> Text:
        """Return the name of one of its parts."""
        return Text(**{code: f"{self.label(code)}, {_in(code, part)}" for code in Text.model_fields})

    def payload(self, value: V) -> JSON:
        """Return what a submission keeps."""
        return value

    def payload_schema(self) -> dict[str, JSON]:
        """Return the JSON Schema of what a submission keeps."""
        raise NotImplementedError

    def display(self, value: V, language: str) -> str:
        """Return the value for a reader; several lines when it has several parts."""
        del language
        return str(value)

    def lines(self, value: V, language: str) -> list[tuple[str, str, str]]:
        """Return the rows in which people read an answer: which item, its label, the value."""
        return [("", self.label(language), self.display(value, language))]

    def as_typed(self, raw: Raw) -> str:
        """Return what was typed and makes no sense yet, as people read it."""
        parts = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else [raw]
        return ", ".join(str(part) for part in parts if part)

    @property
    def format_hint(self) -> Message | None:
        """What to say of the way to write the answer, after the definition's own hint."""
        return None

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        """Say, for the author of a definition, why a condition cannot compare with this operand."""
        del operator, operand
        return None

    def compared(self, operand: Any, today: date) -> V:
        """Return the value that a condition's operand stands for on that day."""
        del today
        value: V = operand
        return value

    def parameter_problems(self) -> list[tuple[str, str]]:
        """Say, for the author of a definition, which parameters contradict one another: (word, why)."""
        return []

    def days_compared(self, operands: list[Any]) -> list[str]:
        """Return the days, as the file writes them, whose order decides what its answers can be."""
        del operands
        return []

    def samples(self, operands: list[Any], today: date) -> list[object]:
        """Return a value of every sort that comparisons with these operands can tell apart on that day."""
        del operands, today
        return [object()]

    def domain(self, operands: list[Any], today: date, spend: Callable[[int], None]) -> Domain:
        """Return what the answer can be, for comparisons with these operands; ``spend`` counts the work."""
        values = (None, *self.samples(operands, today))
        return Values(values, today, left=(1 << len(values)) - 1, spend=spend)

    @property
    def fits_row(self) -> bool:
        """Whether it can be asked in a row of a table: on one line, always, and never prefilled."""
        return self.in_cell and self.when is None and self.prefill is None

    def cell_choices(self, language: str) -> list[tuple[str, _StrOrPromise]]:
        """Return the options of its input in a cell, where it is a list."""
        del language
        return []

    def cell_attributes(self) -> dict[str, Any]:
        """Return the HTML attributes of its input in a cell, where it is typed."""
        return {}

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        """Return the input; ``stored`` is what the draft has."""
        raise NotImplementedError

    def help_text(self, language: str) -> str:
        """Return the definition's own hint and that of the kind."""
        hints = (self.hint(language) if self.hint else "", self.format_hint or "")
        return " ".join(str(hint) for hint in hints if hint)

    def form_field(self, language: str, stored: Raw, facts: Facts) -> AnswerField:
        """Return the Django field that shows the question."""
        return AnswerField(
            kind=self.kind,
            key=self.key,
            optional=self.optional and self.asks,
            width=self.width,
            label=self.label(language),
            help_text=self.help_text(language),
            widget=self.widget(language, stored, facts),
        )

    def tidy(self, typed: Any) -> Raw:
        """Return what was typed as plain JSON; never fails."""
        return text_of(typed)


class Shown:
    """A value in an error message, written in the language of who reads the message."""

    def __init__(self, question: Question[V], value: V) -> None:
        self._question = question
        self._value = value

    def __str__(self) -> str:
        return self._question.display(self._value, get_language() or SOURCE_LANGUAGE)


def _in(language: str, message: Message) -> str:
    """Return a message in a language."""
    with override(language):
        return str(message)


def text_of(typed: object) -> str:
    """Return what is text as it was typed, and nothing for what is no text."""
    return typed if isinstance(typed, str) else ""

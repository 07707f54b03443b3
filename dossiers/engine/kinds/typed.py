"""Questions answered by typing on one line or several: text, e-mail address, phone number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from pydantic import Field, StrictInt

from dossiers.engine.expressions import Sort
from dossiers.engine.kinds.base import JSON, Facts, Message, Question, Raw, V
from dossiers.engine.patterns import Pattern
from monespace.common.long_texts import CountedText
from monespace.common.phones import shown_phone, typed_phone
from monespace.common.text import one_line, several_lines

if TYPE_CHECKING:
    from datetime import date

Autocomplete = Literal[
    "given-name", "family-name", "name", "organization", "organization-title", "bday", "email", "tel", "none"
]
AUTOFILL_OF: Final = {"person.first_name": "given-name", "person.last_name": "family-name"}


class TypedQuestion(Question[V]):
    """A question with one text input."""

    in_cell = True
    inputmode: ClassVar[str] = "text"
    autofill: ClassVar[str | None] = None
    """What browsers may fill in by themselves (WCAG 1.3.5), unless the definition says otherwise."""

    autocomplete: Autocomplete | None = Field(
        default=None,
        description="What browsers may fill in; ``none`` when the answer is about somebody else.",
    )

    def attributes(self) -> dict[str, Any]:
        """Return the input's HTML attributes."""
        filled = self.autocomplete or self.autofill or AUTOFILL_OF.get(self.prefill or "")
        attributes: dict[str, Any] = {}
        if self.inputmode != "text":
            attributes |= {"inputmode": self.inputmode, "spellcheck": "false"}
        if filled:
            attributes["autocomplete"] = "off" if filled == "none" else str(filled)
        return attributes

    def cell_attributes(self) -> dict[str, Any]:
        return {**self.attributes(), "autocomplete": "off"}

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del language, stored, facts
        return forms.TextInput(attrs=self.attributes())


class TextQuestion(TypedQuestion[str]):
    """A short text on one line."""

    operators = frozenset({"answered", "equals", "one_of"})
    sort: ClassVar[Sort | None] = Sort.TEXT
    prefills = frozenset(
        {
            "person.first_name",
            "person.last_name",
            "person.language",
            "enterprise.name",
            "enterprise.legal_form",
        }
    )

    kind: Literal["text"]
    min_length: StrictInt = Field(default=1, ge=1, le=1000)
    max_length: StrictInt = Field(default=200, ge=1, le=1000)
    pattern: Pattern | None = Field(default=None, description="The form it has: « AB-1234 ».")

    @property
    def format_hint(self) -> Message | None:
        if self.pattern is None:
            return None
        return _("%(form)s, par exemple %(example)s.") % {
            "form": capfirst(self.pattern.means()),
            "example": self.pattern.example,
        }

    def understand(self, raw: Raw, facts: Facts) -> str:
        del facts
        text = self.clean(raw)
        if len(text) > self.max_length:
            excess = len(text) - self.max_length
            raise self.error(
                ngettext_lazy(
                    "« %(label)s » : retirez %(excess)s caractère, %(limit)s au plus sont permis.",
                    "« %(label)s » : retirez %(excess)s caractères, %(limit)s au plus sont permis.",
                    excess,
                ),
                excess=excess,
                limit=self.max_length,
            )
        if len(text) < self.min_length:
            raise self.error(
                _("« %(label)s » : indiquez au moins %(limit)s caractères."), limit=self.min_length
            )
        return text if self.pattern is None else self._formed(text, self.pattern)

    def _formed(self, text: str, pattern: Pattern) -> str:
        """Return the text in the form that the definition wants."""
        formed = pattern.form(text)
        if formed is None:
            raise self.error(
                _("« %(label)s » : indiquez %(form)s, comme %(example)s."),
                form=pattern.means,
                example=pattern.example,
            )
        return formed

    def clean(self, raw: str) -> str:
        """Return what there is to see of the text, on one line."""
        return one_line(raw)

    def payload_schema(self) -> dict[str, JSON]:
        lengths = {"minLength": self.min_length, "maxLength": self.max_length}
        form = {"pattern": f"^(?:{self.pattern.matches})$"} if self.pattern else {}
        return {"type": "string", **lengths, **form}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        return None if isinstance(operand, str) else "a text is expected; put it in quotes"

    def parameter_problems(self) -> list[tuple[str, str]]:
        if self.min_length > self.max_length:
            return [("min_length", f"min_length {self.min_length} is more than max_length {self.max_length}")]
        return self.pattern.problems() if self.pattern else []

    def samples(self, operands: list[Any], today: date) -> list[object]:
        return [object(), *(text for text in operands if self._can_be(text, Facts(today)))]

    def _can_be(self, text: str, facts: Facts) -> bool:
        """Say whether a text can be an answer, such as it is kept."""
        try:
            return self.understand(text, facts) == text
        except ValidationError:
            return False


class LongTextQuestion(TextQuestion):
    """A text of several lines."""

    seconds = 90
    in_cell = False
    operators = frozenset({"answered"})
    sort = None
    prefills = frozenset()

    kind: Literal["long_text"]  # type: ignore[assignment]  # each kind has its own name
    max_length: StrictInt = Field(default=2000, ge=1, le=10_000)
    pattern: None = None

    @property
    def format_hint(self) -> Message:
        return _("%(limit)s caractères au plus.") % {"limit": self.max_length}

    def clean(self, raw: str) -> str:
        return several_lines(raw)

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del language, stored, facts
        return CountedText(self.max_length)


class EmailQuestion(TypedQuestion[str]):
    """An e-mail address."""

    inputmode = "email"
    width = "long"
    autofill = "email"
    sort: ClassVar[Sort | None] = Sort.TEXT
    prefills = frozenset({"person.email"})
    asked_as = frozenset({"adresse e mail", "adresse mail", "e mail", "email", "courriel"})
    _validate: ClassVar[EmailValidator] = EmailValidator()

    kind: Literal["email"]

    def understand(self, raw: Raw, facts: Facts) -> str:
        del facts
        address = one_line(raw)
        try:
            self._validate(address)
        except ValidationError:
            raise self.error(
                _("« %(label)s » : indiquez une adresse e-mail complète, comme nom@exemple.be.")
            ) from None
        name, _at, domain = address.rpartition("@")
        return f"{name}@{domain.lower()}"

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "format": "email", "maxLength": 320}


class PhoneQuestion(TypedQuestion[str]):
    """A phone number, Belgian unless it starts with another country's prefix; kept as E.164."""

    inputmode = "tel"
    width = "medium"
    autofill = "tel"
    sort: ClassVar[Sort | None] = Sort.TEXT
    prefills = frozenset({"person.phone"})
    asked_as = frozenset({"telephone", "numero de telephone", "gsm", "numero de gsm"})

    kind: Literal["phone"]

    def understand(self, raw: Raw, facts: Facts) -> str:
        del facts
        return typed_phone(raw, label=self.quoted_label)

    def display(self, value: str, language: str) -> str:
        del language
        return shown_phone(value)

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "pattern": r"^\+[1-9][0-9]{5,14}$"}

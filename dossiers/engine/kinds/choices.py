"""Questions answered by choosing: yes or no, one option, several options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, Field, StrictInt

from dossiers.engine.base import Model, OptionKey, Text
from dossiers.engine.kinds.base import JSON, Facts, Message, Question, Raw, V, text_of
from dossiers.engine.kinds.counted import CountedQuestion
from dossiers.engine.kinds.domains import Choices
from dossiers.engine.widgets import Checkboxes, Radios

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dossiers.engine.kinds.domains import Domain

MOST_RADIOS: Final = 6
YES: Final = "yes"
NO: Final = "no"


class Option(Model):
    """One possible answer."""

    key: OptionKey
    label: Text


def read_options(declared: Any) -> Any:
    """Read ``{key: text}``, the short way of a file, as a list: JSONB would lose a mapping's order."""
    if isinstance(declared, dict):
        return [{"key": key, "label": label} for key, label in declared.items()]
    if isinstance(declared, list) and any(isinstance(one, dict) and "key" not in one for one in declared):
        raise ValueError("write the options without “- ”, each as key: {fr: …, de: …}")
    return declared


Options = Annotated[tuple[Option, ...], BeforeValidator(read_options), Field(min_length=1, max_length=300)]


class OptionsQuestion(Question[V]):
    """A question whose possible answers the definition lists."""

    operators = frozenset({"answered", "equals", "one_of"})

    options: Options

    @property
    def keys(self) -> list[str]:
        """The possible answers."""
        return [option.key for option in self.options]

    def label_of(self, key: str, language: str) -> str:
        """Return what people read for an option."""
        return next((option.label(language) for option in self.options if option.key == key), key)

    def choices(self, language: str) -> list[tuple[str, str]]:
        """Return the options as Django wants them."""
        return [(option.key, option.label(language)) for option in self.options]

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        if operand in self.keys:
            return None
        if not isinstance(operand, str):
            return (
                "an option's key is expected; when it looks like a number, or is yes or no, put it in quotes"
            )
        return f"“{operand}” is not one of its options ({', '.join(self.keys)})"

    def parameter_problems(self) -> list[tuple[str, str]]:
        repeated = {key for key in self.keys if self.keys.count(key) > 1}
        return [("options", f"the option “{key}” stands twice") for key in sorted(repeated)]

    @property
    def missing(self) -> Message:
        return _("Choisissez une réponse à « %(label)s ».")


class ChoiceQuestion(OptionsQuestion[str]):
    """One option: radios when they are few, a list beyond."""

    in_cell = True
    width = "long"
    seconds = 8

    kind: Literal["choice"]

    def understand(self, raw: Raw, facts: Facts) -> str:
        del facts
        if raw not in self.keys:
            raise self.error(_("« %(label)s » : choisissez une des réponses proposées."))
        return str(raw)

    def display(self, value: str, language: str) -> str:
        return self.label_of(value, language)

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "enum": self.keys}

    def samples(self, operands: list[Any], today: date) -> list[object]:
        del today
        others = [key for key in self.keys if key not in operands]
        return [*(key for key in self.keys if key in operands), *others[:1]]

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del stored, facts
        if len(self.options) <= MOST_RADIOS:
            return Radios(choices=self.choices(language))
        return forms.Select(choices=[("", _("Choisissez")), *self.choices(language)])


class MultipleChoiceQuestion(CountedQuestion[tuple[str, ...]], OptionsQuestion[tuple[str, ...]]):
    """Several options, in the order of the definition."""

    kind: Literal["multiple_choice"]
    min_choices: StrictInt = Field(default=1, ge=1)
    max_choices: StrictInt | None = Field(default=None, ge=1)
    exclusive: OptionKey | None = Field(
        default=None, description="The option that goes with no other: « aucune de ces zones »."
    )

    def is_blank(self, raw: Raw) -> bool:
        return not isinstance(raw, list | tuple) or not raw

    def understand(self, raw: Raw, facts: Facts) -> tuple[str, ...]:
        del facts
        chosen = tuple(key for key in self.keys if key in raw)
        if any(item not in self.keys for item in raw):
            raise self.error(_("« %(label)s » : choisissez parmi les réponses proposées."))
        if self.exclusive in chosen and len(chosen) > 1:
            raise self.error(
                _(
                    "« %(label)s » : « %(option)s » ne va avec aucune autre réponse. "
                    "Décochez-la, ou décochez les autres."
                ),
                option=next(one.label.quoted for one in self.options if one.key == self.exclusive),
            )
        if len(chosen) < self.min_choices and self.exclusive not in chosen:
            raise self.error(
                _("« %(label)s » : choisissez au moins %(limit)s réponses."), limit=self.min_choices
            )
        if self.max_choices is not None and len(chosen) > self.max_choices:
            raise self.error(
                _("« %(label)s » : choisissez au plus %(limit)s réponses."), limit=self.max_choices
            )
        return chosen

    @property
    def missing(self) -> Message:
        return _("Choisissez au moins une réponse à « %(label)s ».")

    @property
    def format_hint(self) -> Message | None:
        if self.max_choices is not None:
            return _("%(limit)s réponses au plus.") % {"limit": self.max_choices}
        return _("Plusieurs réponses sont possibles.")

    @property
    def most(self) -> int:
        return self.max_choices or len(self.options)

    def payload(self, value: tuple[str, ...]) -> JSON:
        return list(value)

    def compared(self, operand: Any, today: date) -> tuple[str, ...]:
        del today
        return (operand,)

    def display(self, value: tuple[str, ...], language: str) -> str:
        return "\n".join(self.label_of(key, language) for key in value)

    def payload_schema(self) -> dict[str, JSON]:
        return {
            "type": "array",
            "items": {"type": "string", "enum": self.keys},
            "uniqueItems": True,
            "minItems": 1 if self.exclusive else self.min_choices,
        }

    def parameter_problems(self) -> list[tuple[str, str]]:
        problems = super().parameter_problems()
        if self.exclusive is not None and self.exclusive not in self.keys:
            known = ", ".join(self.keys)
            problems.append(("exclusive", f"“{self.exclusive}” is not one of its options ({known})"))
        others = len(self.options) - (self.exclusive in self.keys)
        most = others if self.max_choices is None else self.max_choices
        if self.min_choices > most:
            problems.append(
                ("min_choices", f"min_choices {self.min_choices} is more than the {most} possible")
            )
        return problems

    def domain(self, operands: list[Any], today: date, spend: Callable[[int], None]) -> Domain:
        del operands, today, spend
        return Choices(
            options=len(self.options),
            least=self.min_choices,
            most=self.max_choices or len(self.options),
            exclusive=self.exclusive,
        )

    def tidy(self, typed: Any) -> Raw:
        return [text_of(item) for item in typed] if isinstance(typed, list | tuple) else []

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del stored, facts
        return Checkboxes(choices=self.choices(language), exclusive=self.exclusive)


class YesNoQuestion(Question[bool]):
    """Yes or no."""

    in_cell = True
    seconds = 8
    operators = frozenset({"answered", "equals"})

    kind: Literal["yes_no"]

    def is_blank(self, raw: Raw) -> bool:
        return not isinstance(raw, bool) and super().is_blank(raw)

    def understand(self, raw: Raw, facts: Facts) -> bool:
        del facts
        if isinstance(raw, bool):
            return raw
        if raw not in {YES, NO}:
            raise self.error(_("« %(label)s » : répondez par oui ou par non."))
        return bool(raw == YES)

    @property
    def missing(self) -> Message:
        return _("Répondez par oui ou par non à « %(label)s ».")

    def display(self, value: bool, language: str) -> str:
        with override(language):
            return gettext("Oui") if value else gettext("Non")

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "boolean"}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        return None if isinstance(operand, bool) else "yes or no is expected"

    def samples(self, operands: list[Any], today: date) -> list[object]:
        del operands, today
        return [True, False]

    def tidy(self, typed: Any) -> Raw:
        return typed if isinstance(typed, bool) else super().tidy(typed)

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del language, stored, facts
        return Radios(choices=[(YES, _("Oui")), (NO, _("Non"))], is_short=True)

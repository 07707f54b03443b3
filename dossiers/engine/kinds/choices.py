"""Questions answered by choosing one option or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, Field, StrictBool, StrictInt

from dossiers.engine.base import Model, OptionKey, Text
from dossiers.engine.kinds.base import JSON, Facts, Message, Question, Raw, V, text_of
from dossiers.engine.kinds.counted import CountedQuestion
from dossiers.engine.kinds.domains import Choices
from dossiers.engine.kinds.other import (
    CHOSEN,
    OTHER,
    OtherInput,
    Specified,
    chosen_in,
    kept,
    kept_schema,
    other_label,
    specified,
)
from dossiers.engine.widgets import Checkboxes, Radios
from monespace.common.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from dossiers.engine.kinds.domains import Domain

MOST_RADIOS: Final = 6


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


MOST_OPTIONS: Final = 300
Options = Annotated[
    tuple[Option, ...],
    BeforeValidator(
        read_options,
        json_schema_input_type=Annotated[dict[OptionKey, Text], Field(min_length=1, max_length=MOST_OPTIONS)],
    ),
    Field(min_length=1, max_length=MOST_OPTIONS),
]


class OptionsQuestion(Question[V]):
    """A question whose possible answers the definition lists."""

    names_nobody = True
    operators = frozenset({"answered", "equals", "one_of"})

    options: Options
    other: StrictBool = Field(
        default=False, description="One more option: « autre », with words of one's own."
    )

    @property
    def keys(self) -> list[str]:
        """The possible answers."""
        return [*(option.key for option in self.options), *([OTHER] if self.other else [])]

    def label_of(self, key: str, language: str) -> str:
        """Return what people read for an option."""
        if self.other and key == OTHER:
            return other_label(language, key.words if isinstance(key, Specified) else "")
        return next((option.label(language) for option in self.options if option.key == key), key)

    def choices(self, language: str) -> list[tuple[str, str]]:
        """Return the options as Django wants them."""
        return [(key, self.label_of(key, language)) for key in self.keys]

    def with_other(self, choices: forms.Widget) -> forms.Widget:
        """Return the input of the options, with the words of the other one if there is one."""
        return OtherInput(choices) if self.other else choices

    def is_blank(self, raw: Raw) -> bool:
        chosen, words = chosen_in(raw)
        return not words and self._is_none(chosen)

    def _is_none(self, chosen: Any) -> bool:
        """Say whether no option is chosen."""
        return not isinstance(chosen, str) or not one_line(chosen)

    def tidy(self, typed: Any) -> Raw:
        chosen, words = chosen_in(typed)
        return {CHOSEN: self._tidied(chosen), OTHER: words} if self.other else self._tidied(chosen)

    def _tidied(self, chosen: Any) -> Raw:
        """Return what is chosen as JSON."""
        return text_of(chosen)

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
        declared = [option.key for option in self.options]
        repeated = {key for key in declared if declared.count(key) > 1}
        problems = [("options", f"the option “{key}” stands twice") for key in sorted(repeated)]
        if self.other and OTHER in declared:
            problems.append(("options", f"“other: yes” makes the option “{OTHER}”; leave out your own"))
        return problems

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : choisissez une réponse.")


class ChoiceQuestion(OptionsQuestion[str]):
    """One option: radios when they are few, a list beyond."""

    in_cell = True
    width = "long"
    seconds = 8

    kind: Literal["choice"]

    def understand(self, raw: Raw, facts: Facts) -> str:
        del facts
        chosen, words = chosen_in(raw)
        if self.other and (chosen == OTHER or self._is_none(chosen)):
            return specified(self, words)
        if chosen not in self.keys:
            raise self.error(_("« %(label)s » : choisissez une des réponses proposées."))
        return str(chosen)

    def payload(self, value: str) -> JSON:
        return kept(value)

    def display(self, value: str, language: str) -> str:
        return self.label_of(value, language)

    def payload_schema(self) -> dict[str, JSON]:
        return kept_schema(self.keys, has_other=self.other)

    @property
    def fits_row(self) -> bool:
        return super().fits_row and not self.other

    def cell_choices(self, language: str) -> list[tuple[str, _StrOrPromise]]:
        return [("", _("Choisissez")), *self.choices(language)]

    def samples(self, operands: list[Any], today: date) -> list[object]:
        del today
        others = [key for key in self.keys if key not in operands]
        return [*(key for key in self.keys if key in operands), *others[:1]]

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del stored, facts
        if len(self.options) <= MOST_RADIOS:
            return self.with_other(Radios(choices=self.choices(language)))
        return self.with_other(forms.Select(choices=[("", _("Choisissez")), *self.choices(language)]))


class MultipleChoiceQuestion(CountedQuestion[tuple[str, ...]], OptionsQuestion[tuple[str, ...]]):
    """Several options, in the order of the definition."""

    kind: Literal["multiple_choice"]
    min_choices: StrictInt = Field(default=1, ge=1)
    max_choices: StrictInt | None = Field(default=None, ge=1)
    exclusive: OptionKey | None = Field(
        default=None, description="The option that goes with no other: « aucune de ces zones »."
    )

    def _is_none(self, chosen: Any) -> bool:
        return not isinstance(chosen, list | tuple) or not chosen

    def understand(self, raw: Raw, facts: Facts) -> tuple[str, ...]:
        del facts
        given, words = chosen_in(raw)
        items = [OTHER] if self._is_none(given) else given
        chosen = tuple(key for key in self.keys if key in items)
        if any(item not in self.keys for item in items):
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
        return tuple(specified(self, words) if self.other and key == OTHER else key for key in chosen)

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : choisissez au moins une réponse.")

    @property
    def format_hint(self) -> Message | None:
        if self.max_choices is not None:
            return _("%(limit)s réponses au plus.") % {"limit": self.max_choices}
        return _("Plusieurs réponses sont possibles.")

    @property
    def most(self) -> int:
        return self.max_choices or len(self.keys)

    def payload(self, value: tuple[str, ...]) -> JSON:
        return [kept(one) for one in value]

    def compared(self, operand: Any, today: date) -> tuple[str, ...]:
        del today
        return (operand,)

    def display(self, value: tuple[str, ...], language: str) -> str:
        return "\n".join(self.label_of(key, language) for key in value)

    def payload_schema(self) -> dict[str, JSON]:
        return {
            "type": "array",
            "items": kept_schema(self.keys, has_other=self.other),
            "uniqueItems": True,
            "minItems": 1 if self.exclusive else self.min_choices,
        }

    def parameter_problems(self) -> list[tuple[str, str]]:
        problems = super().parameter_problems()
        if self.exclusive is not None and self.exclusive not in self.keys:
            known = ", ".join(self.keys)
            problems.append(("exclusive", f"“{self.exclusive}” is not one of its options ({known})"))
        others = len(self.keys) - (self.exclusive in self.keys)
        most = others if self.max_choices is None else self.max_choices
        if self.min_choices > most:
            problems.append(
                ("min_choices", f"min_choices {self.min_choices} is more than the {most} possible")
            )
        return problems

    def domain(self, operands: list[Any], today: date, spend: Callable[[int], None]) -> Domain:
        del operands, today, spend
        return Choices(
            options=len(self.keys),
            least=self.min_choices,
            most=self.most,
            exclusive=self.exclusive,
        )

    def _tidied(self, chosen: Any) -> Raw:
        return [text_of(item) for item in chosen] if isinstance(chosen, list | tuple) else []

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del stored, facts
        return self.with_other(Checkboxes(choices=self.choices(language), exclusive=self.exclusive))

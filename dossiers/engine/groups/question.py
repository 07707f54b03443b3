"""The kind ``group``: questions that are asked once for each of several items."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Discriminator, Field, StrictInt

from dossiers.engine.base import Model, Text
from dossiers.engine.groups.display import in_words, item_lines, typed_in_words
from dossiers.engine.groups.items import MOST_ITEMS, kept_items, present, read_items
from dossiers.engine.groups.judging import Item, judged_items
from dossiers.engine.groups.rows import RowsWidget
from dossiers.engine.groups.totals import parts_of_group, values_of_group
from dossiers.engine.groups.widgets import ItemsWidget
from dossiers.engine.kinds import AnyQuestion
from dossiers.engine.kinds.base import JSON, MISSING, Facts, Message, Question, Raw
from dossiers.engine.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms

MOST_QUESTIONS: Final = 30
MOST_RULES: Final = 20


class Repeat(Model):
    """How many items there may be, and how they are called."""

    min: StrictInt = Field(default=1, ge=1, le=MOST_ITEMS, description="When there are any.")
    max: StrictInt = Field(default=20, ge=1, le=MOST_ITEMS)
    item_label: Text = Field(description="What one of them is called; its number follows.")
    add_label: Text | None = Field(default=None, description="The words of the button that adds one.")


class ItemRule(Rule):
    """Something that must be true of several answers of one item; its message stands at one of them."""

    field: str = Field(description="The question of the group where the message stands.")


class GroupOfQuestions(Question[tuple[Item, ...]]):
    """Questions asked once for each item; the answer is the list of items, all of them right."""

    seconds = 120

    kind: Literal["group"]
    repeat: Repeat
    layout: Literal["pages", "rows"] = Field(
        default="pages", description="Each item on a page of its own, or all of them as rows of one page."
    )
    rules: Annotated[tuple[ItemRule, ...], Field(max_length=MOST_RULES)] = ()
    questions: tuple[Any, ...] = ()

    @cached_property
    def asking(self) -> dict[str, Question[Any]]:
        """The questions that have an answer, given or calculated, by key."""
        return {question.key: question for question in self.questions if question.has_value}

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """The keys that a short reference inside the group may name."""
        return frozenset(self.asking)

    @property
    def proposed(self) -> frozenset[str]:
        return frozenset().union(*(question.proposed for question in self.questions))

    def is_blank_item(self, answers: Mapping[str, Any]) -> bool:
        """Say whether nothing was typed in an item."""
        return all(question.is_blank(answers.get(key)) for key, question in self.asking.items())

    def is_blank(self, raw: Raw) -> bool:
        return not present(self, raw)

    def is_begun(self, raw: Raw, facts: Facts) -> bool:
        return bool(self.judged(raw, facts))

    def answer(self, raw: Raw, facts: Facts) -> tuple[Item, ...] | None:
        items = self.judged(raw, facts)
        return self._all_right(items) if items else super().answer(None, facts)

    def understand(self, raw: Raw, facts: Facts) -> tuple[Item, ...]:
        return self._all_right(self.judged(raw, facts))

    def _all_right(self, items: list[Item]) -> tuple[Item, ...]:
        """Return the items, or raise all that is wrong in them and with their number."""
        errors = [error for item in items for error in item.errors.values()]
        if len(items) < self.repeat.min:
            message = _("« %(label)s » : ajoutez-en au moins %(limit)s, il y en a %(count)s.")
            errors.append(self.error(message, code=MISSING, limit=self.repeat.min, count=len(items)))
        if len(items) > self.repeat.max:
            message = _("« %(label)s » : gardez-en %(limit)s au plus, il y en a %(count)s.")
            errors.append(self.error(message, limit=self.repeat.max, count=len(items)))
        if errors:
            raise ValidationError(errors)
        return tuple(items)

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : ajoutez au moins une réponse.")

    def judged(self, raw: Raw, facts: Facts) -> list[Item]:
        """Return the items that count, right or wrong; never fails."""
        return judged_items(self, raw, facts)

    @property
    def format_hint(self) -> Message:
        if self.repeat.min > 1:
            return _("De %(least)s à %(most)s.") % {"least": self.repeat.min, "most": self.repeat.max}
        return _("%(most)s au plus.") % {"most": self.repeat.max}

    def asked_only(self, raw: Raw, facts: Facts) -> Raw:
        """Return the items that count, as typed, with the answers of the questions asked in each."""
        typed = {one.id: one.answers for one in present(self, raw)}
        return [
            {
                "id": item.id,
                "answers": {
                    key: question.asked_only(typed[item.id][key], facts)
                    for key, question in item.questions.items()
                    if key in typed[item.id]
                },
            }
            for item in self.judged(raw, facts)
        ]

    def payload(self, value: tuple[Item, ...]) -> JSON:
        return [{key: item.questions[key].payload(one) for key, one in item.values.items()} for item in value]

    def payload_schema(self) -> dict[str, JSON]:
        return {
            "type": "array",
            "minItems": self.repeat.min,
            "maxItems": self.repeat.max,
            "items": {
                "type": "object",
                "title": self.repeat.item_label.fr,
                "properties": {
                    key: {"title": question.label.fr, **question.payload_schema()}
                    for key, question in self.asking.items()
                },
                "required": [
                    key
                    for key, question in self.asking.items()
                    if not question.optional and question.when is None
                ],
                "additionalProperties": False,
            },
        }

    @cached_property
    def parts(self) -> Mapping[str, Question[Any]]:
        return parts_of_group(self)

    def part_values(self, value: tuple[Item, ...] | None) -> Mapping[str, Any]:
        return values_of_group(self, value or ())

    def display(self, value: tuple[Item, ...], language: str) -> str:
        return in_words(self, value, language)

    def lines(self, value: tuple[Item, ...], language: str) -> list[tuple[str, str, str]]:
        return item_lines(self, value, language)

    def as_typed(self, raw: Raw) -> str:
        return typed_in_words(self, raw)

    def tidy(self, typed: Any) -> Raw:
        return kept_items(read_items(typed))

    def parameter_problems(self) -> list[tuple[str, str]]:
        if self.repeat.min > self.repeat.max:
            return [("repeat", f"min {self.repeat.min} is more than max {self.repeat.max}")]
        return []

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        shown = RowsWidget if self.layout == "rows" else ItemsWidget
        return shown(self, language, stored, facts)

    def add_label(self, language: str) -> str:
        """Return the words of the button that adds an item."""
        if self.repeat.add_label:
            return self.repeat.add_label(language)
        return gettext("Ajouter : %(item)s") % {"item": self.repeat.item_label(language)}


class InnerGroup(GroupOfQuestions):
    """A group inside each item of another; there is none deeper."""

    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1, max_length=MOST_QUESTIONS)]


class GroupQuestion(GroupOfQuestions):
    """A group of a step."""

    questions: Annotated[
        tuple[Annotated[AnyQuestion | InnerGroup, Discriminator("kind")], ...],
        Field(min_length=1, max_length=MOST_QUESTIONS),
    ]

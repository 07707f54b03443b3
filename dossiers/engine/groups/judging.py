"""What the items of a group mean: the questions asked in each, what was understood, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext

from dossiers.engine.base import SOURCE_LANGUAGE, Text
from dossiers.engine.groups.items import present
from dossiers.engine.kinds.base import NotYetKnown
from dossiers.engine.rules import RULE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Facts, Question


@dataclass
class Item:
    """One item: the questions asked, what was understood and what is wrong, by key.

    ``is_begun``: something is typed for a question that is asked.
    """

    id: str
    number: int
    questions: dict[str, Question[Any]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, ValidationError] = field(default_factory=dict)
    is_begun: bool = False


class ItemLabel:
    """The name of a question in an error: « Facture 2, Montant », in the language of who reads it."""

    def __init__(self, item_label: Text, number: int, label: object) -> None:
        self._item_label = item_label
        self._number = number
        self._label = label

    def __str__(self) -> str:
        return f"{item_name(self._item_label, self._number, get_language())}, {self._label}"


def item_name(item_label: Text, number: int, language: str | None) -> str:
    """Return how an item is called: « Facture 2 »."""
    return f"{item_label.quoted(language or SOURCE_LANGUAGE)} {number}"


def judged_items(group: GroupOfQuestions, raw: Any, facts: Facts) -> list[Item]:
    """Return the items that count, in their order: those with an answer to what is asked; never fails."""
    found: list[Item] = []
    for one in present(group, raw):
        item = Item(one.id, len(found) + 1)
        _judge(group, item, one.answers, facts)
        if item.is_begun:
            found.append(item)
    return found


def _judge(group: GroupOfQuestions, item: Item, raws: Mapping[str, Any], facts: Facts) -> None:
    """Understand the answers of one item; a short reference names a question of the item, if it has one."""
    own = group.own_keys
    unknown: set[str] = set()

    def value_of(reference: str) -> Any:
        return item.values.get(reference) if reference in own else facts.value_of(reference)

    def is_unknown(reference: str) -> bool:
        return reference in unknown if reference in own else facts.is_unknown(reference)

    inside = replace(facts, value_of=value_of, is_unknown=is_unknown)
    for key, question in group.asking.items():
        if question.when is not None and not question.when.holds(value_of, facts.today):
            continue
        item.questions[key] = question
        item.is_begun |= question.is_begun(raws.get(key), inside)
        try:
            value = question.answer(raws.get(key), inside)
        except ValidationError as error:
            item.errors[key] = _named(error, group, item, key)
            unknown.add(key)
            continue
        except NotYetKnown:
            unknown.add(key)
            continue
        if value is not None:
            item.values[key] = value
        elif not question.asks:
            del item.questions[key]
    _judge_rules(group, item, value_of, facts)


def _judge_rules(group: GroupOfQuestions, item: Item, value_of: Callable[[str], Any], facts: Facts) -> None:
    """Note the rules of the group that an item breaks, at the question where their message stands."""
    for rule in group.rules:
        if rule.field not in item.questions or rule.field in item.errors:
            continue
        if rule.is_broken(value_of, facts.today):
            label = ItemLabel(group.repeat.item_label, item.number, item.questions[rule.field].quoted_label)
            message = _RuleMessage(label, rule.message)
            error = ValidationError(message, code=RULE)  # type: ignore[arg-type]  # it is lazy, as translations are
            error.part = f"{item.id}-{rule.field}"  # type: ignore[attr-defined]  # read by the form's fields
            item.errors[rule.field] = error


class _RuleMessage:
    """The message of a rule, after the name of the item and question it stands at."""

    def __init__(self, label: ItemLabel, message: Text) -> None:
        self._label = label
        self._message = message

    def __str__(self) -> str:
        return gettext("« %(label)s » : %(message)s") % {"label": self._label, "message": self._message}


def _named(error: ValidationError, group: GroupOfQuestions, item: Item, key: str) -> ValidationError:
    """Have an error name its item and lead to its input: ``part`` is the item’s id and the question’s key."""
    for one in error.error_list:
        params = one.params or {}
        label = params.get("label", item.questions[key].quoted_label)
        one.params = {**params, "label": ItemLabel(group.repeat.item_label, item.number, label)}
        one.part = f"{item.id}-{key}"  # type: ignore[attr-defined]  # read by the form's fields
    return error

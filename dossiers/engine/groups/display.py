"""The items of a group as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext, override

from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.engine.groups.items import present
from dossiers.engine.groups.judging import item_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossiers.engine.groups.judging import Item
    from dossiers.engine.groups.question import GroupOfQuestions


def in_words(group: GroupOfQuestions, items: Sequence[Item], language: str) -> str:
    """Return all items, each with its name and its answers, a line for each."""
    return "\n".join(f"{name}\n{answers}" for _id, name, answers in item_lines(group, items, language))


def item_lines(group: GroupOfQuestions, items: Sequence[Item], language: str) -> list[tuple[str, str, str]]:
    """Return the id, the name and the answers of each item."""
    with override(language):
        return [
            (
                item.id,
                item_name(group.repeat.item_label, item.number, language),
                "\n".join(_line(label, shown) for label, shown in answers_in_words(item, language)),
            )
            for item in items
        ]


def typed_in_words(group: GroupOfQuestions, raw: Any) -> str:
    """Return the items as they were typed, right or wrong."""
    language = get_language() or SOURCE_LANGUAGE
    lines: list[str] = []
    for number, one in enumerate(present(group, raw), 1):
        lines.append(item_name(group.repeat.item_label, number, language))
        lines += [
            _line(question.label(language), question.as_typed(one.answers[key]))
            for key, question in group.asking.items()
            if not question.is_blank(one.answers.get(key))
        ]
    return "\n".join(lines)


def _line(label: str, shown: str) -> str:
    """Return an answer on one line, after its label; a group within has lines of its own."""
    if label.endswith("?"):
        return f"{label} {shown}"
    return gettext("%(label)s : %(value)s") % {"label": label, "value": shown}


def answers_in_words(item: Item, language: str) -> list[tuple[str, str]]:
    """Return the label and the answer of each question that an item answers."""
    return [
        (question.label(language), question.display(item.values[key], language))
        for key, question in item.questions.items()
        if key in item.values
    ]

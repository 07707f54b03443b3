"""The items of a group as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

from dossiers.engine.groups.judging import item_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossiers.engine.groups.judging import Item
    from dossiers.engine.groups.question import GroupOfQuestions


def in_words(group: GroupOfQuestions, items: Sequence[Item], language: str) -> str:
    """Return all items, each with its name and its answers, a line for each."""
    lines: list[str] = []
    for item in items:
        lines.append(item_name(group.repeat.item_label, item.number, language))
        with override(language):
            lines += [_line(label, shown) for label, shown in answers_in_words(item, language)]
    return "\n".join(lines)


def _line(label: str, shown: str) -> str:
    """Return an answer on one line, after its label; a group within has lines of its own."""
    return gettext("%(label)s : %(value)s") % {"label": label, "value": shown}


def answers_in_words(item: Item, language: str) -> list[tuple[str, str]]:
    """Return the label and the answer of each question that an item answers."""
    return [
        (question.label(language), question.display(item.values[key], language))
        for key, question in item.questions.items()
        if key in item.values
    ]

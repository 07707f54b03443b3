"""What formulas and conditions may look at in a group: how many items it has, and all answers to a question.

``travaux.factures.count`` is a number; ``sum(travaux.factures.montant)`` adds what the items answer.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from dossiers.engine.expressions import Each, Sort
from dossiers.engine.kinds.base import JSON, Question
from dossiers.engine.kinds.counted import COUNT, count_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.groups.judging import Item
    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Message

NUMBER_OF_ITEMS: Final[Message] = _("nombre")


class EachAnswer(Question[tuple[Any, ...]]):
    """The answers of all items to one question: only functions of many values take them."""

    operators = frozenset()

    inner: Any = Field(description="The question that each item answers.")

    @property
    def sort(self) -> Sort | Each | None:  # type: ignore[override]  # that of many values
        """What formulas take them for."""
        return Each(self.inner.sort) if isinstance(self.inner.sort, Sort) else None

    def payload_schema(self) -> dict[str, JSON]:
        """Return the JSON Schema of them all."""
        return {"type": "array", "items": self.inner.payload_schema()}


def parts_of_group(group: GroupOfQuestions) -> dict[str, Question[Any]]:
    """Return what may be looked at in a group, by name."""
    answers: dict[str, Question[Any]] = {
        key: EachAnswer(kind="each", key=key, label=question.label, inner=question)
        for key, question in group.asking.items()
    }
    return {COUNT: count_part(group, NUMBER_OF_ITEMS, group.repeat.max)} | answers


def values_of_group(group: GroupOfQuestions, items: tuple[Item, ...]) -> Mapping[str, Any]:
    """Return the values of these parts; an item that leaves a question out adds nothing to it."""
    answers = {key: tuple(one.values[key] for one in items if key in one.values) for key in group.asking}
    return {COUNT: Decimal(len(items))} | answers

"""How many there are of what is chosen or added, for conditions and formulas: ``step.field.count``."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from dossiers.engine.kinds.base import Question, V
from dossiers.engine.kinds.numbers import NumberQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.kinds.base import Message

COUNT: Final = "count"
NUMBER_OF_THEM: Final[Message] = _("nombre de réponses")


def count_part(question: Question[Any], name: Message, most: int) -> NumberQuestion:
    """Return how many there are, ``name``, as a question of its own: a part of the answer to another."""
    words: dict[str, Any] = {"kind": "number", "key": COUNT, "label": question.part_label(name), "max": most}
    return NumberQuestion(**words)


class CountedQuestion(Question[V]):
    """A question with several answers, of which one may ask how many there are: none when left blank."""

    @property
    def most(self) -> int:
        """How many there may be."""
        raise NotImplementedError

    @cached_property
    def parts(self) -> Mapping[str, Question[Any]]:
        return {COUNT: count_part(self, NUMBER_OF_THEM, self.most)}

    def part_values(self, value: Any) -> dict[str, Any]:
        return {COUNT: Decimal(len(value or ()))}

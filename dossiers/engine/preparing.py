"""What to have at hand: the definition's own list, then each document with when it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from dossiers.engine.conditions import Comparison, Group, Not, full_name
from dossiers.engine.kinds import FileQuestion

if TYPE_CHECKING:
    from datetime import date

    from dossiers.engine.conditions import Condition
    from dossiers.engine.kinds.base import Message
    from dossiers.engine.schema import Definition, Step

MOST_SAID: Final = 3
"""Comparisons; a condition that makes more is not put in words."""
SENTENCES: Final[dict[str, Message]] = {
    "equals": _("« %(label)s » : %(value)s"),
    "one_of": _("« %(label)s » : %(value)s"),
}
"""For any kind; those of other comparisons are said by the kinds that have them."""
OTHER_THAN: Final = _("« %(label)s » : autre réponse que %(value)s")
ANSWERED: Final = {True: _("vous répondez à « %(label)s »"), False: _("vous ne répondez pas à « %(label)s »")}


@dataclass(frozen=True)
class Preparation:
    """Something to have at hand; ``note`` says whether it may be left out, and when it is asked."""

    label: str
    note: str = ""


class _Unsaid(Exception):
    """A condition that a few words would not make clear."""


def to_prepare(definition: Definition, language: str, today: date) -> list[Preparation]:
    """Return what to have at hand, in one language."""
    speaker = Speaker(definition, language, today)
    with override(language):
        return [Preparation(text(language)) for text in definition.prepare] + [
            Preparation(
                question.label(language),
                speaker.note(step, step.when, question.when, is_optional=question.optional),
            )
            for step, question in definition.questions()
            if isinstance(question, FileQuestion)
        ]


@dataclass(frozen=True)
class Speaker:
    """Puts in words when a definition asks something, in the language that is active."""

    definition: Definition
    language: str
    today: date

    def note(self, step: Step, *conditions: Condition | None, is_optional: bool = False) -> str:
        """Say whether something of a step may be left out, and under which conditions it is asked."""
        notes = [gettext("facultatif")] if is_optional else []
        needed = tuple(condition for condition in conditions if condition)
        if needed:
            whole = needed[0] if len(needed) == 1 else Group(needed, needs_all=True)
            try:
                notes.append(gettext("si %(condition)s") % {"condition": self._say(whole, step)})
            except _Unsaid:
                notes.append(gettext("selon vos réponses"))
        return ", ".join(notes)

    def _say(self, condition: Condition, step: Step) -> str:
        """Return a condition in words; _Unsaid when it is too long or too deep."""
        if sum(1 for _ in condition.leaves()) > MOST_SAID:
            raise _Unsaid
        if isinstance(condition, Group):
            if any(
                isinstance(part, Group) and part.needs_all != condition.needs_all for part in condition.parts
            ):
                raise _Unsaid
            link = gettext("et") if condition.needs_all else gettext("ou")
            return f" {link} ".join(self._say(part, step) for part in condition.parts)
        if isinstance(condition, Not) and isinstance(condition.part, Comparison):
            return self._compare(condition.part, step, is_denied=True)
        if isinstance(condition, Comparison):
            return self._compare(condition, step, is_denied=False)
        raise _Unsaid

    def _compare(self, one: Comparison, step: Step, *, is_denied: bool) -> str:
        """Return one comparison, or its opposite, in words."""
        question = self.definition.compared(full_name(one.reference, step.key))
        if question is None or (is_denied and one.operator not in {"equals", "one_of", "answered"}):
            raise _Unsaid
        words = {"label": question.quoted_label(self.language)}
        if one.operator == "answered":
            return str(ANSWERED[bool(one.operand) is not is_denied]) % words
        operands = one.operand if isinstance(one.operand, tuple) else (one.operand,)
        shown = [
            question.display(question.compared(operand, self.today), self.language) for operand in operands
        ]
        words["value"] = f" {gettext('ou')} ".join(shown)
        sentences = {**SENTENCES, **question.said}
        return str(OTHER_THAN if is_denied else sentences[one.operator]) % words

"""Two versions of a step side by side, in words, when a page saved after another one did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dossiers.engine.summary import ChangedAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.kinds import Facts, Question
    from dossiers.filling.draft import Draft


def compare(
    draft: Draft, step: str, *, saved: Mapping[str, Any], typed: Mapping[str, Any]
) -> list[ChangedAnswer]:
    """Return the questions of a step whose saved answer is not the typed one, in the order of the page."""
    asked = draft.definition.step(step)
    facts = draft.journey.facts_in(asked) if asked else draft.journey.facts
    return [
        ChangedAnswer(
            label=question.label(get_language()),
            before=_in_words(draft, question, saved.get(key), facts),
            after=_in_words(draft, question, typed.get(key), facts),
        )
        for key, question in (asked.questions.items() if asked else ())
        if saved.get(key) != typed.get(key)
    ]


def _in_words(draft: Draft, question: Question[Any], raw: Any, facts: Facts) -> str:
    """Return an answer as people read it, or as it was typed when it makes no sense yet."""
    if question.is_blank(raw):
        return _("Pas de réponse")
    try:
        value = question.answer(raw, facts)
    except ValidationError:
        return question.as_typed(raw)
    if value is None:
        return _("Pas de réponse")
    return question.display(value, get_language() or draft.dossier.language)

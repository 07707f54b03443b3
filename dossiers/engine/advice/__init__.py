"""What a definition that makes sense could do better: warnings for its author, never refusals (ADR 0112)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.engine.advice.needless import needless_conditions
from dossiers.engine.advice.questions import advice_on_questions
from dossiers.engine.advice.texts import advice_on_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.checks import Finding
    from dossiers.engine.schema import Definition

__all__ = ["advice_on"]


def advice_on(definition: Definition) -> Iterator[Finding]:
    """Give what could be better in the texts, questions and conditions of a definition without problems."""
    yield from advice_on_texts(definition)
    yield from advice_on_questions(definition)
    yield from needless_conditions(definition)

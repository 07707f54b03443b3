"""Broken rules of a step for pages: the message, and links to the other answers concerned (ADR 0051)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossiers.engine.journey import Journey


@dataclass(frozen=True)
class Clash:
    """One broken rule, at a question; ``answers`` are the others it is about: (name, address)."""

    question: str
    message: str
    answers: tuple[tuple[str, str], ...]


def clashes(journey: Journey, step: str, address_of: Callable[[str], str]) -> list[Clash]:
    """Return the broken rules that stand at a step; ``address_of`` gives the address of a step.

    Those that are all about that one step are left out: its page tells them at the field.
    """
    here = journey.step(step)
    if here is None:
        return []
    told = [error for error in journey.rule_errors if error.step == step]
    return [
        Clash(
            question=here.questions[error.field].label(),
            message=str(error.message),
            answers=tuple(_ways(journey, error.others, address_of)),
        )
        for error in told
        if any(reference.partition(".")[0] != step for reference in error.others)
    ]


def _ways(
    journey: Journey, references: tuple[str, ...], address_of: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Give the name and the address of each answer."""
    for reference in references:
        key, _dot, field = reference.partition(".")
        step = journey.step(key)
        if step is not None:
            name = _("%(question)s, étape « %(step)s »") % {
                "question": step.questions[field].label(),
                "step": step.title.quoted(),
            }
            yield name, f"{address_of(key)}#id_{field}"

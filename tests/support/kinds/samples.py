"""What a kind's samples are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from dossiers.engine.kinds import Question

Words = Mapping[str, Any]
"""What a definition says of a field besides its kind, key and label."""
NBSP = "\u00a0"


def text(words: str) -> dict[str, str]:
    """Return a text of a definition, the same in every language."""
    return {"fr": words, "de": words}


def as_shown(asked: Question[Any], value: Any) -> str:
    """Return a value as it is shown in French."""
    return asked.display(value, "fr")


@dataclass(frozen=True)
class Samples:
    """What people type of one kind, and what comes of it."""

    typed: Any
    """A plausible answer as typed (an address by its parts), or what to type on a given day."""
    understood: Sequence[tuple[Words, Any, Any, str]]
    """Words, raw answer, what the payload keeps, what is shown in French."""
    refused: Sequence[tuple[Words, Any, str]]
    """Words, raw answer, a part of the message in French."""
    tried: Sequence[Any]
    """Raw answers right, wrong, empty and oddly spelt, which ``compared`` tells apart."""
    words: Words = field(default_factory=dict)
    """What a definition must say for the kind."""
    tried_with: Words = field(default_factory=dict)
    """What else it says where ``tried`` is typed."""
    compared: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """Operands for each of its comparisons but ``answered``."""
    emptied: Any = ""
    """What a browser sends once a person empties the answer; None when it sends nothing."""
    retyped: Callable[[Question[Any], Any], str] | None = None
    """What to type so that a value of the question is understood again, where that can be done."""

    def typed_on(self, today: date) -> Any:
        """Return a plausible answer of that day."""
        return self.typed(today) if callable(self.typed) else self.typed

"""The démarches that an access may be limited to: told by the app that publishes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Offer = list[tuple[str, str]]  # slug and title, in the reader's language

_sources: list[Callable[[], Offer]] = []


def offered_by(source: Callable[[], Offer]) -> Callable[[], Offer]:
    """Declare who knows the démarches that enterprises may use."""
    _sources.append(source)
    return source


def offered() -> Offer:
    """Return the démarches that enterprises may use, by title."""
    return [demarche for source in _sources for demarche in source()]

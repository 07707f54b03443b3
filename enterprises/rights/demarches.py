"""The démarches that an access may be limited to; the app that publishes them registers the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.rights.errors import DemarcheNotOffered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

Offer = list[tuple[str, str]]  # slug and title, in the reader's language

_sources: list[Callable[[], Offer]] = []


def offered_by(source: Callable[[], Offer]) -> Callable[[], Offer]:
    """Declare who knows the démarches that enterprises may use."""
    _sources.append(source)
    return source


def offered(*, kept: Collection[str] = ()) -> Offer:
    """Return the démarches that enterprises may use, by title.

    Those of ``kept`` that are no longer among them follow, by slug: a limit that goes on is seen and kept.
    """
    found = [demarche for source in _sources for demarche in source()]
    known = {slug for slug, _title in found}
    return found + [(slug, slug) for slug in sorted(kept) if slug not in known]


def require_offered(demarches: Collection[str], *, kept: Collection[str] = ()) -> None:
    """Raise DemarcheNotOffered about the first of ``demarches`` that is neither offered nor ``kept``."""
    if unknown := sorted(set(demarches) - {slug for slug, _title in offered(kept=kept)}):
        raise DemarcheNotOffered(unknown[0])

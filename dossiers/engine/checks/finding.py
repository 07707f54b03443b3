"""One thing that makes no sense in a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dossiers.engine.reading import Path


class Finding(NamedTuple):
    """Something that makes no sense: its path, a sentence, the word below the path whose line counts."""

    path: Path
    message: str
    mention: str = ""

"""The words that the definition language allows at each place of a file, for messages about wrong ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from dossiers.engine.base import Model
from dossiers.engine.kinds import KINDS
from dossiers.engine.schema import Definition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.reading import Path


def words_beside(location: Path) -> list[str]:
    """Return the words that may stand where the last one of ``location`` does; none when that is not known.

    ``location`` is pydantic's: after the rank of a field it names the kind.
    """
    models: list[type[Model]] = [Definition]
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        if len(models) == 1:
            found = models[0].model_fields.get(part)
            models = list(_models_of(found.annotation)) if found is not None else []
        else:
            models = [KINDS[part]] if part in KINDS else []
    return sorted(models[0].model_fields) if len(models) == 1 else []


def _models_of(annotation: Any) -> Iterator[type[Model]]:
    """Give the models an annotation is made of."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from _models_of(part)

"""How events are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django.db import models


@dataclass(frozen=True)
class Subject:
    """Something that happened to no row: the journal alone keeps it, under a name of its own."""

    type: str
    id: str


class EventQuerySet(models.QuerySet):
    """Events, most often those of one subject."""

    def about(self, instance: models.Model | Subject) -> Self:
        """Everything that happened to ``instance``, in order."""
        return self.filter(**subject_of(instance)).order_by("sequence")


def subject_of(instance: models.Model | Subject) -> dict[str, str]:
    """Return how the journal names ``instance``."""
    if isinstance(instance, Subject):
        return {"subject_type": instance.type, "subject_id": instance.id}
    return {"subject_type": instance._meta.label_lower, "subject_id": str(instance.pk)}

"""How events are read."""

from __future__ import annotations

from typing import Self

from django.db import models


class EventQuerySet(models.QuerySet):
    """Events, most often those of one subject."""

    def about(self, instance: models.Model) -> Self:
        """Everything that happened to ``instance``, in order."""
        return self.filter(**subject_of(instance)).order_by("sequence")


def subject_of(instance: models.Model) -> dict[str, str]:
    """Return how the journal names ``instance``."""
    return {"subject_type": instance._meta.label_lower, "subject_id": str(instance.pk)}

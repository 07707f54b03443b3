"""What happened: append-only events, hash-chained per subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One fact about one subject; rows are never changed or deleted (a trigger sees to it).

    ``facts`` hold ids and codes, never personal data. Each row's hash covers the one before it.
    """

    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    tag = models.CharField(max_length=80)
    actor_type = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "sequence"], name="one_event_per_sequence"
            ),
        ]

    def __str__(self) -> str:
        return f"event {self.pk}"

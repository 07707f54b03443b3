"""Which extracts of the BCE Open Data were imported, and how far the last one has come."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RegisterImport(models.Model):
    """One extract: in full, the register on a day; as an update, what changed since the extract before."""

    class Kind(models.TextChoices):
        """As ``meta.csv`` says it."""

        FULL = "full", _("Extrait complet")
        UPDATE = "update", _("Mise à jour")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    extract_number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    extracted_at = models.CharField(max_length=30)
    snapshot_on = models.DateField()
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.JSONField(default=dict, blank=True)  # step → rows

    class Meta:
        verbose_name = _("import de la BCE")
        verbose_name_plural = _("imports de la BCE")
        constraints = [
            models.UniqueConstraint(
                fields=["extract_number", "kind", "extracted_at"],
                condition=Q(finished_at=None),
                name="extract_is_imported_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"register import {self.pk}"

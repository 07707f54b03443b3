"""The answers to writes, kept to be given again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models import Client


class KeptAnswer(models.Model):
    """What a system was answered under a key of its own; nothing of anybody stands in it.

    ``fingerprint`` is of what was asked: the same key for something else is a mistake of the system.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    body = models.TextField()
    etag = models.CharField(max_length=40)
    kept_at = models.DateTimeField(_("gardé le"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("réponse gardée")
        verbose_name_plural = _("réponses gardées")
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="one_answer_per_client_and_key"),
        ]

    def __str__(self) -> str:
        return f"kept answer {self.pk}"

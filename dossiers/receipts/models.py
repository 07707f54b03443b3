"""Which sealed document proves which submission."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Receipt(models.Model):
    """The sealed receipt of one submission, made once by the outbox."""

    submission = models.OneToOneField("dossiers.Submission", on_delete=models.PROTECT, related_name="receipt")
    document = models.OneToOneField("sealing.SealedDocument", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("accusé de réception")
        verbose_name_plural = _("accusés de réception")

    def __str__(self) -> str:
        return f"receipt {self.pk}"

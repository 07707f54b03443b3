"""The withdrawal of a sent dossier by its people."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_REASON: Final = 1_000


class Withdrawal(models.Model):
    """Who took the dossier back, when and, if they wrote it, why: append-only, by trigger."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(_("motif"), max_length=LONGEST_REASON, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("retiré le"))

    class Meta:
        verbose_name = _("retrait")
        verbose_name_plural = _("retraits")

    def __str__(self) -> str:
        return f"withdrawal of dossier {self.pk}"

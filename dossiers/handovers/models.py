"""Drafts handed over: by whom, to whom, when and what for."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.handovers.querysets import HandoverQuerySet


class Handover(models.Model):
    """A draft handed over to a colleague; the latest one says who follows it. Never changed.

    What its giver wrote stands in the mail only.
    """

    class Purpose(models.TextChoices):
        """What the colleague is asked to do."""

        FILL = "fill", _("Continuer le brouillon")
        SEND = "send", _("Vérifier et envoyer la demande")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="handovers")
    purpose = models.CharField(_("pour"), max_length=8, choices=Purpose.choices)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(_("confié le"))

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("brouillon confié")
        verbose_name_plural = _("brouillons confiés")
        indexes = [models.Index(fields=["dossier", "-handed_at"], name="latest_handovers")]
        constraints = [
            models.CheckConstraint(condition=~Q(handed_by=F("handed_to")), name="handed_over_to_another"),
        ]

    def __str__(self) -> str:
        return f"handover {self.pk}"

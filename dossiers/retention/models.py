"""When a dossier is to be erased, and what holds that up."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.retention.querysets import ErasureQuerySet, HoldQuerySet

LONGEST_REASON: Final = 500


class Erasure(models.Model):
    """The erasure of one dossier: announced for a day, later done. A hold takes the announcement back.

    ``due_on`` is the day from which on it may be done, as people were told.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="erasure"
    )
    due_on = models.DateField(_("effacement à partir du"))
    announced_at = models.DateTimeField(_("annoncé le"))
    erased_at = models.DateTimeField(_("effacé le"), null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("effacement")
        verbose_name_plural = _("effacements")
        indexes = [
            models.Index(fields=["due_on", "dossier"], condition=Q(erased_at=None), name="planned_erasures"),
            models.Index(
                fields=["erased_at"], condition=Q(erased_at__isnull=False), name="erasures_by_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"erasure of dossier {self.pk}"


class Ground(models.TextChoices):
    """Why a dossier is kept longer than its time."""

    APPEAL = "appeal", _("Recours en cours")
    DISPUTE = "dispute", _("Litige ou plainte")
    INVESTIGATION = "investigation", _("Contrôle ou enquête")
    ARCHIVES = "archives", _("Demande du service des archives")


class Hold(models.Model):
    """An agent keeps a dossier from being erased, until somebody ends that: one at a time for each ground.

    ``reason`` is for agents; it is erased with the dossier.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="holds")
    ground = models.CharField(_("motif"), max_length=20, choices=Ground.choices)
    reason = models.CharField(_("explication"), max_length=LONGEST_REASON)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("depuis le"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("jusqu’au"), null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("maintien d’un dossier")
        verbose_name_plural = _("maintiens de dossiers")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "ground"], condition=Q(ended_at=None), name="one_hold_per_ground"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="ended_hold_says_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["-placed_at", "id"], condition=Q(ended_at=None), name="standing_holds"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"

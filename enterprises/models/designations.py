"""Who manages the accesses of an enterprise."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.querysets import GapDesignationQuerySet


class GapDesignation(models.Model):
    """The designation of a main access manager (GAP) or of a co-GAP by a legal representative."""

    class Kind(models.TextChoices):
        """GAP, or co-GAP who helps the GAP."""

        PRINCIPAL = "principal", _("Gestionnaire d’accès principal")
        CO_GAP = "co_gap", _("Co-gestionnaire d’accès")

    class EndReason(models.TextChoices):
        """Why a designation ended."""

        REPLACED = "replaced", _("Remplacé par le représentant légal")
        ENDED = "ended", _("Retiré")
        RESIGNED = "resigned", _("A renoncé")
        FUNCTION_ENDED = "function_ended", _("Ne représente plus l’entreprise selon la BCE")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="gap_designations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gap_designations"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PRINCIPAL)
    designated_at = models.DateTimeField(auto_now_add=True)
    designated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.CharField(max_length=200)
    representation = models.ForeignKey(
        "enterprises.RepresentationCheck",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="designations",
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True, db_default="")
    end_note = models.CharField(max_length=200, blank=True, db_default="")

    objects = GapDesignationQuerySet.as_manager()

    class Meta:
        verbose_name = _("désignation de GAP")
        verbose_name_plural = _("désignations de GAP")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(ended_at=None, kind="principal"),
                name="one_active_gap_per_enterprise",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "user"],
                condition=Q(ended_at=None),
                name="one_open_designation_per_person_and_enterprise",
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="designation_has_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"GAP designation {self.pk}"

"""What the authentic source said when a person stated that they represent an enterprise (ADR 0030)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.querysets import RepresentationCheckQuerySet


class RepresentationCheck(models.Model):
    """One question to the source and what it answered; rows are never changed (a trigger sees to it)."""

    class Outcome(models.TextChoices):
        """What came of the question."""

        REPRESENTS = "represents", _("Représente l’entreprise")
        DOES_NOT = "does_not", _("Ne la représente pas, selon la source")
        UNKNOWN = "unknown", _("Entreprise inconnue de la source")
        UNAVAILABLE = "unavailable", _("Source indisponible")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="representation_checks"
    )
    number = models.CharField(_("numéro BCE"), max_length=10)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="representation_checks"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    function = models.CharField(_("fonction"), max_length=120, blank=True)
    since = models.DateField(_("depuis le"), null=True)
    answer_digest = models.CharField(max_length=64, blank=True)

    objects = RepresentationCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("question à la BCE")
        verbose_name_plural = _("questions à la BCE")
        indexes = [models.Index(fields=["user", "number", "-asked_at"], name="latest_checks_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="represents")
                | (Q(enterprise__isnull=False, since__isnull=False) & ~Q(function="") & ~Q(answer_digest="")),
                name="representation_has_its_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"representation check {self.pk}"

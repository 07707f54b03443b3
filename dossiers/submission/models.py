"""What was sent, and how it reached the competent service."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.submission.querysets import (
    DeliveryAttemptQuerySet,
    DeliveryQuerySet,
    Letters,
    SubmissionQuerySet,
)
from monespace.common.fields import SealedJSONField
from monespace.outbox.models import PERSISTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class DeliveryStatus(models.TextChoices):
    """How far a submission has got on its way, in the words of the receipt page."""

    WAITING = "waiting", _("En cours de transmission au service compétent")
    DELIVERED = "delivered", _("Reçu par le service compétent")
    NEEDS_ATTENTION = "needs_attention", _("Transmission suivie par notre équipe")
    STOPPED = "stopped", _("Pas transmis : la demande a été retirée avant")

    @classmethod
    def of_all(cls, deliveries: Iterable[Delivery]) -> DeliveryStatus:
        """Where a submission stands that goes several ways: there once it came by one of them."""
        reached = {delivery.status for delivery in deliveries}
        return next(
            (one for one in (cls.DELIVERED, cls.STOPPED, cls.NEEDS_ATTENTION) if one in reached), cls.WAITING
        )


class Submission(models.Model):
    """What we understood each time the dossier was sent: append-only, by trigger (ADR 0005, 0082).

    ``number`` is 1 for what was sent first; each complement that the service asks for makes the next one,
    whole: the latest is what counts.
    ``actor`` is the snapshot of who sent it: ids, name, role, enterprise name and number, level, method.
    ``documents`` lists the files: id, name, size in bytes, sha256. ``answers`` are the answers behind the
    payload, as given: with the pinned version they are shown again in any language. ``signatories`` are the
    snapshots of who signed beside who sent it (ADR 0086).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    number = models.PositiveSmallIntegerField(_("numéro"), default=1, db_default=1)
    demarche_version = models.ForeignKey(
        "dossiers.DemarcheVersion", on_delete=models.PROTECT, related_name="+"
    )
    answers = SealedJSONField(default=dict, help_text=_("Les réponses telles que données, pour les relire."))
    payload = SealedJSONField()
    payload_sha256 = models.CharField(max_length=64)
    actor = models.JSONField()
    documents = models.JSONField(default=list)
    declarations = models.JSONField(default=list, help_text=_("Les clés des déclarations acceptées."))
    signatories = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    submitted_at = models.DateTimeField()

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("envoi")
        verbose_name_plural = _("envois")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="submissions_of_dossier_in_order"),
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"

    @property
    def understood_on(self) -> date:
        """The day on which the answers were understood: others were asked to sign, else it was sent."""
        asked_at = self.actor.get("asked_at")
        return timezone.localdate(datetime.fromisoformat(asked_at) if asked_at else self.dossier.submitted_at)


class Delivery(models.Model):
    """The hand-over of a submission to one channel of the competent service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="deliveries")
    gateway = models.CharField(max_length=40)
    service = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    service_reference = models.CharField(max_length=100, blank=True)
    needs_attention_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("livraison")
        verbose_name_plural = _("livraisons")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "gateway", "service"], name="one_delivery_per_channel"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(delivered_at=None), name="deliveries_not_made"),
            models.Index(
                OpClass(Letters("service_reference"), name="text_pattern_ops"),
                condition=~Q(service_reference=""),
                name="by_reference_of_service",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def status(self) -> DeliveryStatus:
        """Where the hand-over stands, computed from its timestamps."""
        if self.delivered_at:
            return DeliveryStatus.DELIVERED
        if self.stopped_at:
            return DeliveryStatus.STOPPED
        if self.needs_attention_at or self.created_at <= timezone.now() - PERSISTENCE:
            return DeliveryStatus.NEEDS_ATTENTION
        return DeliveryStatus.WAITING


class DeliveryAttempt(models.Model):
    """One call of the service, and what came of it; no answer body is kept."""

    class Outcome(models.TextChoices):
        """What the call came to."""

        DELIVERED = "delivered", _("Reçu")
        FAILED = "failed", _("Échec, à réessayer")
        REFUSED = "refused", _("Refusé")

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    objects = DeliveryAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("tentative de livraison")
        verbose_name_plural = _("tentatives de livraison")
        ordering = ["started_at", "pk"]

    def __str__(self) -> str:
        return f"delivery attempt {self.pk}"

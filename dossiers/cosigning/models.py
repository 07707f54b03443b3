"""Who was asked to sign a request before it is sent, what they read, and what they answered."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.cosigning.querysets import SignatoryQuerySet, SignatureRequestQuerySet
from monespace.common.fields import SealedJSONField

LONGEST_NAME = 100
LONGEST_REASON = 300


class Outcome(models.TextChoices):
    """How a round of signatures ended."""

    SENT = "sent", _("Tout le monde a signé")
    DECLINED = "declined", _("Signature refusée")
    RECALLED = "recalled", _("Annulée par qui l’a demandée")
    LAPSED = "lapsed", _("Pas signée à temps")


class SignatureRequest(models.Model):
    """One round: somebody asks others to sign what would be sent, by a day.

    ``content`` is what everybody signs, under ``content_sha256``; it is emptied when the round ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="signature_requests"
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    content = SealedJSONField(default=dict, blank=True)
    content_sha256 = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    objects = SignatureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de signatures")
        verbose_name_plural = _("demandes de signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at=None), name="one_open_signature_request"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="")
                | Q(ended_at__isnull=False, outcome__in=Outcome.values),
                name="ended_signature_request_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(ended_at=None), name="open_signature_requests"),
        ]

    def __str__(self) -> str:
        return f"signature request {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether people may still sign now."""
        return self.ended_at is None and timezone.now() < self.expires_at


class Signatory(models.Model):
    """Somebody asked to sign: a random token of which only the digest is kept, and at most one answer.

    ``signature`` is who signed, as their identity card spells it, and how surely known: kept with the
    submission.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(SignatureRequest, on_delete=models.PROTECT, related_name="signatories")
    key = models.CharField(max_length=50)
    number = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    name = models.CharField(_("prénom et nom"), max_length=LONGEST_NAME)
    email = models.EmailField(_("adresse e-mail"))
    token_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    first_reminder_at = models.DateTimeField(null=True, blank=True)
    last_reminder_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signature = models.JSONField(default=dict, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signataire")
        verbose_name_plural = _("signataires")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "signed_by"], name="nobody_signs_twice"),
            models.UniqueConstraint(fields=["request", "number"], name="signatories_in_order"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False, declined_at=None),
                name="signature_says_whose",
            ),
        ]

    def __str__(self) -> str:
        return f"signatory {self.pk}"

"""Requests to be recorded as access manager, of whom the source does not know but documents do (ADR 0041)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monespace.documents.models import StoredFile

if TYPE_CHECKING:
    from datetime import timedelta


class GapRequestQuerySet(models.QuerySet):
    """Requests to be recorded as access manager, on documents."""

    def open(self) -> GapRequestQuerySet:
        """Those that wait for a decision, the oldest first."""
        return self.filter(decided_at=None, withdrawn_at=None).order_by("requested_at")

    def closed(self) -> GapRequestQuerySet:
        """Those decided or withdrawn, the latest made first."""
        return self.exclude(decided_at=None, withdrawn_at=None).order_by("-requested_at")

    def due_for_purge(self, kept_for: timedelta) -> GapRequestQuerySet:
        """Those closed for longer than ``kept_for`` that still say what they said."""
        limit = timezone.now() - kept_for
        closed = self.alias(closed_at=Coalesce("decided_at", "withdrawn_at"))
        return closed.filter(closed_at__lt=limit, purged_at=None)


class GapRequest(models.Model):
    """A person's request, and the one decision of an agent that ends it."""

    class Quality(models.TextChoices):
        """As what the person acts for the enterprise."""

        REPRESENTATIVE = "representative", _("Représentant légal : administrateur, gérant, président, etc.")
        SELF_EMPLOYED = "self_employed", _("Indépendant : l’entreprise est à mon nom")
        APPOINTED = "appointed", _("Curateur, liquidateur ou administrateur désigné par un jugement")
        PROXY = "proxy", _("Personne mandatée par écrit par le représentant légal")

    class Refusal(models.TextChoices):
        """Why an agent says no."""

        NOT_PROVEN = "not_proven", _("Le document ne prouve pas que vous représentez cette entreprise")
        OUT_OF_DATE = "out_of_date", _("Le document n’est plus valable ou la fonction a pris fin")
        UNREADABLE = "unreadable", _("Le document est illisible ou incomplet")
        OTHER_ENTERPRISE = "other_enterprise", _("Le document concerne une autre entreprise ou personne")
        DISPUTED = "disputed", _("L’entreprise conteste votre demande")
        OTHER = "other", _("Autre raison")

    class State(models.TextChoices):
        """Where a request is."""

        RECEIVED = "received", _("Reçue")
        GRANTED = "granted", _("Acceptée")
        REFUSED = "refused", _("Refusée")
        WITHDRAWN = "withdrawn", _("Retirée")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("référence"), max_length=20, unique=True)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="gap_requests"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gap_requests"
    )
    quality = models.CharField(max_length=20, choices=Quality.choices)
    remark = models.TextField(blank=True)
    representation = models.ForeignKey(
        "enterprises.RepresentationCheck", on_delete=models.PROTECT, related_name="gap_requests"
    )
    level = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=20, blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    designation = models.ForeignKey(
        "enterprises.GapDesignation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gap_requests",
    )
    refusal = models.CharField(max_length=20, choices=Refusal.choices, blank=True)
    explanation = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    objects = GapRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande sur document")
        verbose_name_plural = _("demandes sur document")
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=Q(decided_at=None, withdrawn_at=None),
                name="open_gap_requests",
            ),
            models.Index(
                fields=["-requested_at"],
                condition=~Q(decided_at=None, withdrawn_at=None),
                name="latest_closed_gap_requests",
            ),
            models.Index(
                Coalesce("decided_at", "withdrawn_at"),
                condition=Q(purged_at=None),
                name="gap_requests_to_purge",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "requested_by"],
                condition=Q(decided_at=None, withdrawn_at=None),
                name="one_open_gap_request_per_person_and_enterprise",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, designation=None, refusal="")
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False, withdrawn_at=None)
                    & (Q(designation=None) ^ Q(refusal=""))
                ),
                name="decided_gap_request_is_granted_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                name="nobody_decides_their_own_gap_request",
            ),
        ]

    def __str__(self) -> str:
        return f"GAP request {self.pk}"

    @property
    def state(self) -> State:
        """Where the request is, told from its dates."""
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.decided_at is None:
            return self.State.RECEIVED
        return self.State.GRANTED if self.designation_id else self.State.REFUSED

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == self.State.RECEIVED


class GapRequestDocument(StoredFile):
    """A document that a person shows: deed, publication in the Moniteur belge, judgment, mandate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gap_request = models.ForeignKey(GapRequest, on_delete=models.PROTECT, related_name="documents")

    class Meta:
        verbose_name = _("document d’une demande")
        verbose_name_plural = _("documents d’une demande")

    def __str__(self) -> str:
        return f"GAP request document {self.pk}"

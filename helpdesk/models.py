"""What agents looked at: who opened what, when and why."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.states import State

if TYPE_CHECKING:
    from django.db.models import Model

    from accounts.models import User


class ConsultationQuerySet(models.QuerySet):
    """Consultations."""

    def running(self, agent: User) -> ConsultationQuerySet:
        """Those that open something to this agent now.

        Nothing opens an anonymised dossier: what is left of it is on a page that needs no opening.
        """
        running = self.filter(agent=agent, ends_at__gt=timezone.now())
        return running.exclude(dossier__state=State.ANONYMISED)

    def current(self, *, agent: User, **opened: Model) -> Any:
        """Return what opens a ``dossier``, ``gap_request`` or ``enterprise`` to this agent now, or None."""
        return self.running(agent).filter(**opened).order_by("-ends_at").first()

    def latest_first(self) -> ConsultationQuerySet:
        """All of them with what a list shows, the newest on top."""
        shown = self.prefetch_related("agent", "dossier", "gap_request", "enterprise")
        return shown.order_by("-started_at", "pk")


class Consultation(models.Model):
    """An agent's reason for opening one thing; it opens that thing for a short time (ADR 0012, 0041)."""

    class Reason(models.TextChoices):
        """Why an agent needs to see what is somebody's."""

        PHONE = "phone", _("Appel téléphonique")
        MAIL = "mail", _("Courrier ou e-mail")
        COMPLAINT = "complaint", _("Plainte")
        TECHNICAL = "technical", _("Contrôle technique")
        EXAMINATION = "examination", _("Examen de la demande")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consultations"
    )
    dossier = models.ForeignKey(
        "dossiers.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="consultations"
    )
    gap_request = models.ForeignKey(
        "enterprises.GapRequest",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    reason = models.CharField(_("motif"), max_length=20, choices=Reason.choices)
    call_reference = models.CharField(_("référence de la demande"), max_length=60, blank=True)
    started_at = models.DateTimeField(_("ouverte le"))
    ends_at = models.DateTimeField(_("jusqu’au"))

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("started_at")), name="consultation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(dossier__isnull=False, gap_request=None, enterprise=None)
                | Q(dossier=None, gap_request__isnull=False, enterprise=None)
                | Q(dossier=None, gap_request=None, enterprise__isnull=False),
                name="consultation_concerns_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["-started_at"], name="latest_consultations"),
            models.Index(fields=["agent", "dossier", "-ends_at"], name="consultation_of_agent"),
            models.Index(fields=["agent", "-ends_at"], name="latest_openings_of_agent"),
            models.Index(
                fields=["agent", "gap_request", "-ends_at"],
                condition=Q(gap_request__isnull=False),
                name="request_opened_by_agent",
            ),
            models.Index(
                fields=["agent", "enterprise", "-ends_at"],
                condition=Q(enterprise__isnull=False),
                name="enterprise_opened_by_agent",
            ),
        ]

    def __str__(self) -> str:
        return f"consultation {self.pk}"

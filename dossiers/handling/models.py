"""How one service handles one sent dossier, and who works for the service."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.handling.querysets import CaseQuerySet, ServiceMemberQuerySet
from dossiers.states import OPEN, State


class Case(models.Model):
    """A sent dossier that the competent service handles in the portal (gateway ``portal``).

    ``state`` is the dossier's own, copied by a trigger whatever is written here, so that a service's queue is
    read from one index. ``due_on`` is the last day to decide, where one is known.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="case"
    )
    service = models.SlugField(_("service"), max_length=80)
    state = models.CharField(
        _("état"), max_length=24, choices=State.choices, editable=False, db_default=State.SUBMITTED
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    received_at = models.DateTimeField(_("reçu le"))
    due_on = models.DateField(_("à décider au plus tard le"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("traitement")
        verbose_name_plural = _("traitements")
        indexes = [
            models.Index(fields=["service", "state", "received_at", "dossier"], name="queue_of_service"),
            models.Index(
                fields=["service", "officer", "received_at", "dossier"],
                condition=Q(state__in=sorted(OPEN)),
                name="open_cases_by_officer",
            ),
            models.Index(
                fields=["service", "due_on", "dossier"],
                condition=Q(state__in=sorted(OPEN)),
                name="open_cases_by_due_day",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class ServiceMember(models.Model):
    """An agent works for a service: as a case officer, for its dossiers and no others."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="service_memberships"
    )
    service = models.SlugField(_("service"), max_length=80)
    added_at = models.DateTimeField(_("ajouté le"), auto_now_add=True)

    objects = ServiceMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("agent d’un service")
        verbose_name_plural = _("agents d’un service")
        constraints = [
            models.UniqueConstraint(fields=["user", "service"], name="one_place_per_agent_and_service"),
        ]
        indexes = [models.Index(fields=["service", "user"], name="agents_of_service")]

    def __str__(self) -> str:
        return f"service member {self.pk}"

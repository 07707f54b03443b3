"""By when each sent dossier must be decided, and the outages that extend limits."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.clients.authorship import name_for_colleagues, person_or_system, system_column
from dossiers.deadlines.counting import Wait
from dossiers.deadlines.querysets import DossierDeadlineQuerySet, OutageQuerySet
from dossiers.deadlines.steps import from_kept
from dossiers.engine.base import Text

if TYPE_CHECKING:
    from dossiers.deadlines.steps import Step


class DossierDeadline(models.Model):
    """The time limit of one dossier: the facts it is counted from, the day it ends, and why that day.

    ``waits`` are the periods in which the service waited for the person, as [since, until or null] days.
    ``due_on`` is null while the limit stands still. ``steps`` are those of ``dossiers.deadlines.steps``.
    ``ended_at`` is when the dossier was decided or withdrawn; ``silent_at`` when silence decided it.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="deadline"
    )
    received_on = models.DateField(_("reçu le"))
    waits = models.JSONField(default=list)
    due_on = models.DateField(_("à décider au plus tard le"), null=True, blank=True)
    steps = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True, blank=True)
    silent_at = models.DateTimeField(null=True, blank=True)

    objects = DossierDeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("délai d’un dossier")
        verbose_name_plural = _("délais des dossiers")
        constraints = [
            models.CheckConstraint(
                condition=Q(silent_at=None) | Q(ended_at__isnull=False), name="silence_ends_a_deadline"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "dossier"], condition=Q(ended_at=None), name="running_deadlines"),
        ]

    def __str__(self) -> str:
        return f"deadline of dossier {self.pk}"

    @property
    def periods(self) -> list[Wait]:
        """The periods of waiting."""
        return [
            Wait(date.fromisoformat(since), date.fromisoformat(until) if until else None)
            for since, until in self.waits
        ]

    @property
    def explanation(self) -> tuple[Step, ...]:
        """How the last day came about, step by step."""
        return from_kept(self.steps)


class Outage(models.Model):
    """A period in which people or services could not work as they should, and what limits gain by it.

    It concerns the limits that run on one of its days: of all démarches, or of those whose slugs are
    ``demarches``. Recorded once, never changed (a trigger sees to it).
    ``cause`` and ``legal_basis`` are texts by language.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    began_on = models.DateField(_("premier jour"))
    ended_on = models.DateField(_("dernier jour"))
    for_all = models.BooleanField(_("toutes les démarches"))
    demarches = ArrayField(models.SlugField(), default=list, blank=True, verbose_name=_("démarches"))
    extra_days = models.PositiveSmallIntegerField(_("jours de plus"), null=True, blank=True)
    extended_to = models.DateField(_("prolongé jusqu’au"), null=True, blank=True)
    cause = models.JSONField(_("ce qui s’est passé"))
    legal_basis = models.JSONField(_("base légale"))
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    announced_by_client = system_column()
    announced_at = models.DateTimeField(auto_now_add=True)

    objects = OutageQuerySet.as_manager()

    class Meta:
        verbose_name = _("panne")
        verbose_name_plural = _("pannes")
        constraints = [
            person_or_system("announced_by", constraint="outage_has_one_author"),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("began_on")), name="outage_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(for_all=True, demarches=[]) | (Q(for_all=False) & ~Q(demarches=[])),
                name="outage_of_all_or_of_some_demarches",
            ),
            models.CheckConstraint(
                condition=Q(extra_days__gt=0, extended_to=None)
                | Q(extra_days=None, extended_to__gte=F("ended_on")),
                name="outage_extends_by_days_or_to_a_day",
            ),
        ]
        indexes = [models.Index(fields=["-announced_at", "id"], name="latest_outages")]

    def __str__(self) -> str:
        return f"outage {self.pk}"

    @property
    def announced_by_name(self) -> str:
        """What the supervisor or the system that announced it is called, for supervisors."""
        return name_for_colleagues(self, "announced_by")

    @property
    def first_day(self) -> date:
        """The day by which a limit must still run to be extended."""
        return self.began_on

    @property
    def cause_text(self) -> Text:
        """What happened, for people."""
        return Text(**self.cause)

    @property
    def legal_basis_text(self) -> Text:
        """The text that extends the limits."""
        return Text(**self.legal_basis)

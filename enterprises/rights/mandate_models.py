"""Mandates: the staff of one enterprise act for another, such as an accountant for a client (ADR 0034)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.rights.permissions import Role
from enterprises.rights.querysets import MandateQuerySet
from enterprises.rights.terms import YearsLater

if TYPE_CHECKING:
    from uuid import UUID

    from enterprises.register.models import Enterprise


class MandateStanding(models.TextChoices):
    """Where a mandate stands."""

    WAITING = "waiting", _("En attente d’accord")
    UPCOMING = "upcoming", _("Accepté, pas encore commencé")
    IN_FORCE = "in_force", _("En vigueur")
    DECLINED = "declined", _("Refusé")
    ENDED = "ended", _("Terminé")


class Mandate(models.Model):
    """A dated right, proposed by one enterprise's access managers and accepted by the other's.

    ``role`` is the most that the holder's staff may do for the client; ``demarches`` are the slugs of the
    démarches it covers, all of them when empty. Rows are answered once and ended once, never changed
    otherwise (a trigger sees to it): who could act for whom on a given day stays known.
    """

    class Side(models.TextChoices):
        """Which of the two proposed it."""

        CLIENT = "client", _("Mandant")
        HOLDER = "holder", _("Mandataire")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="mandates_given"
    )
    holder = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="mandates_held"
    )
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    demarches = ArrayField(models.SlugField(max_length=80), default=list, blank=True)
    starts_on = models.DateField(_("depuis le"))
    ends_on = models.DateField(_("jusqu’au"))
    proposed_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposing_side = models.CharField(max_length=6, choices=Side.choices)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=200, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        indexes = [
            models.Index(
                fields=["ends_on"],
                condition=Q(declined_at=None, ended_at=None),
                name="mandates_by_last_day",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(client=F("holder")), name="mandate_is_between_two_enterprises"
            ),
            models.UniqueConstraint(
                fields=["client", "holder"],
                condition=Q(declined_at=None, ended_at=None),
                name="one_open_mandate_between_two_enterprises",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False)
                | Q(declined_at__isnull=False)
                | Q(ends_on__lte=YearsLater("starts_on")),
                name="mandate_lasts_five_years_at_most",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, declined_at=None),
                name="accepted_mandate_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="ended_mandate_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"

    @classmethod
    def sides(cls, *, own: Enterprise, other: Enterprise, side: Mandate.Side) -> dict[str, Enterprise]:
        """Return who gives it and who holds it, when ``own`` would be its ``side``."""
        client, holder = (own, other) if side == cls.Side.CLIENT else (other, own)
        return {"client": client, "holder": holder}

    @property
    def standing(self) -> MandateStanding:
        """Where it stands today."""
        today = timezone.localdate()
        if self.declined_at:
            return MandateStanding.DECLINED
        if self.ended_at or self.ends_on < today:
            return MandateStanding.ENDED
        if self.accepted_at is None:
            return MandateStanding.WAITING
        return MandateStanding.UPCOMING if self.starts_on > today else MandateStanding.IN_FORCE

    @property
    def is_open(self) -> bool:
        """Whether it gives access, now or later, or may come to."""
        return self.standing not in {MandateStanding.DECLINED, MandateStanding.ENDED}

    @property
    def given_by_id(self) -> UUID | None:
        """The person who agreed to it for the client: ``MandateQuerySet.not_given_by`` says it in SQL."""
        return self.proposed_by_id if self.proposing_side == self.Side.CLIENT else self.accepted_by_id

    @property
    def proposer_id(self) -> int:
        """The enterprise that proposed it."""
        return self.client_id if self.proposing_side == self.Side.CLIENT else self.holder_id

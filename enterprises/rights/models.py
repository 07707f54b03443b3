"""Who has which role in an enterprise, from when until when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enterprises.rights.permissions import Role
from enterprises.rights.querysets import GapDesignationQuerySet, MembershipQuerySet
from enterprises.rights.terms import YearsLater

# Why an access ended, where nobody said so: codes that pages write in words.
LAPSED = "lapsed"
CHANGED = "changed"
FUNCTION_ENDED = "function_ended"


class Membership(models.Model):
    """A person's role in an enterprise over a period: dated rows, never overwritten (ADR 0008).

    ``representation`` is the answer of the source by which a representative took it themselves (ADR 0043).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    establishment = models.ForeignKey(
        "enterprises.Establishment", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    demarches = ArrayField(models.SlugField(max_length=80), default=list, blank=True, db_default=[])
    starts_on = models.DateField(_("depuis le"))
    ends_on = models.DateField(_("jusqu’au"))
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=200, blank=True)
    representation = models.ForeignKey(
        "enterprises.RepresentationCheck",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        indexes = [models.Index(fields=["ends_on"], condition=Q(ended_at=None), name="accesses_by_last_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "user"],
                condition=Q(ended_at=None),
                name="one_open_membership_per_person_and_enterprise",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ends_on__lte=YearsLater("starts_on")),
                name="membership_lasts_five_years_at_most",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="ended_membership_says_why",
            ),
            models.CheckConstraint(
                condition=Q(created_by=None)
                | ~Q(created_by=F("user"))
                | Q(
                    representation__isnull=False,
                    role=Role.PROPRIETAIRE,
                    establishment=None,
                    demarches=[],
                ),
                name="only_a_representative_gives_themselves_an_access",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


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


class AccessUse(models.Model):
    """The last day on which a person sent something in the enterprise's space by an access.

    A day, no more: it tells an access that nobody needs from one in use, not when somebody works.
    """

    membership = models.OneToOneField("enterprises.Membership", on_delete=models.PROTECT, related_name="use")
    last_used_on = models.DateField()

    class Meta:
        verbose_name = "dernière utilisation d’un accès"
        verbose_name_plural = "dernières utilisations des accès"

    def __str__(self) -> str:
        return f"use of {self.membership_id}"

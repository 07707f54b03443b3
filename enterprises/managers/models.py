"""A person proposed as access manager, until they accept (ADR 0030)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.managers.errors import ProposalStanding
from enterprises.managers.querysets import (
    GapProposalQuerySet,
    GapVacancyQuerySet,
    RepresentationCheckQuerySet,
)
from enterprises.rights.models import GapDesignation
from monespace.common.text import isolated


class GapProposal(models.Model):
    """A link sent to the person proposed: random token, digest kept, bound to the eID that accepts.

    It takes effect when accepted under the proposed name, else once who proposed has confirmed the name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="gap_proposals"
    )
    kind = models.CharField(max_length=20, choices=GapDesignation.Kind.choices)
    first_name = models.CharField(_("prénom"), max_length=150, blank=True)
    last_name = models.CharField(_("nom"), max_length=150)
    email = models.EmailField(_("adresse e-mail"))
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    representation = models.ForeignKey(
        "enterprises.RepresentationCheck", null=True, on_delete=models.PROTECT, related_name="+"
    )
    replacement_reason = models.CharField(max_length=200, blank=True, db_default="")
    close_reason = models.CharField(max_length=200, blank=True, db_default="")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    designation = models.OneToOneField(
        GapDesignation, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )

    objects = GapProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition de GAP")
        verbose_name_plural = _("propositions de GAP")
        indexes = [
            models.Index(fields=["closed_at"], name="proposals_by_closing"),
            models.Index(
                fields=["expires_at"],
                condition=Q(closed_at=None, accepted_at=None),
                name="unanswered_proposals",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                F("enterprise"),
                Lower("email"),
                condition=Q(closed_at=None),
                name="one_open_proposal_per_enterprise_and_address",
            ),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(closed_at=None, kind="principal"),
                name="one_open_proposal_of_a_principal_gap",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_proposal_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(designation=None) | Q(accepted_at__isnull=False, closed_at__isnull=False),
                name="proposal_takes_effect_once_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"GAP proposal {self.pk}"

    @property
    def proposed_name(self) -> str:
        """The name that who proposed has typed."""
        return isolated(f"{self.first_name} {self.last_name}")

    @property
    def standing(self) -> ProposalStanding:
        """Where it stands now."""
        if self.designation_id:
            return ProposalStanding.IN_EFFECT
        if self.declined_at:
            return ProposalStanding.DECLINED
        if self.closed_at:
            return ProposalStanding.WITHDRAWN
        if self.accepted_at:
            return ProposalStanding.TO_CONFIRM
        return ProposalStanding.EXPIRED if self.has_expired else ProposalStanding.WAITING

    @property
    def has_expired(self) -> bool:
        """Whether the link no longer works because of its age."""
        return self.accepted_at is None and self.expires_at <= timezone.now()


class GapVacancy(models.Model):
    """A vacancy: opened with the end of the last designation, closed by the next one.

    A trigger refuses any transaction that leaves such an enterprise with neither a designation nor a vacancy.
    """

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="gap_vacancies"
    )
    designation = models.OneToOneField(
        "enterprises.GapDesignation", on_delete=models.PROTECT, related_name="vacancy"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = GapVacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacance de la gestion des accès")
        verbose_name_plural = _("vacances de la gestion des accès")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(closed_at=None), name="one_open_vacancy_per_enterprise"
            ),
        ]

    def __str__(self) -> str:
        return f"vacancy {self.pk}"


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

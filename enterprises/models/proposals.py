"""A person proposed as access manager, until they accept (ADR 0030)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models.designations import GapDesignation
from enterprises.proposal_errors import ProposalStanding
from enterprises.querysets import GapProposalQuerySet
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

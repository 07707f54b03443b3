"""Enterprises of the BCE, and who may act for them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from enterprises.permissions import Role
from enterprises.querysets import GapDesignationQuerySet, MembershipQuerySet


class Enterprise(models.Model):
    """Anything with a BCE number: company, self-employed person, association, public body."""

    number = models.CharField(_("numéro BCE"), max_length=10, unique=True)
    name = models.CharField(_("nom"), max_length=320)
    legal_form = models.CharField(_("forme légale"), max_length=80, blank=True)
    street = models.CharField(_("rue"), max_length=200, blank=True)
    house_number = models.CharField(_("numéro"), max_length=22, blank=True)
    box = models.CharField(_("boîte"), max_length=20, blank=True)
    postcode = models.CharField(_("code postal"), max_length=20, blank=True)
    locality = models.CharField(_("localité"), max_length=200, blank=True)
    stopped_on = models.DateField(_("arrêtée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("entreprise")
        verbose_name_plural = _("entreprises")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^[01][0-9]{9}$"),
                name="enterprise_number_has_ten_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"enterprise {self.number}"


class Establishment(models.Model):
    """A place where an enterprise is active."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="establishments")
    number = models.CharField(_("numéro d’unité d’établissement"), max_length=10, unique=True)
    name = models.CharField(_("nom"), max_length=320, blank=True)
    street = models.CharField(_("rue"), max_length=200, blank=True)
    house_number = models.CharField(_("numéro"), max_length=22, blank=True)
    box = models.CharField(_("boîte"), max_length=20, blank=True)
    postcode = models.CharField(_("code postal"), max_length=20, blank=True)
    locality = models.CharField(_("localité"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("unité d’établissement")
        verbose_name_plural = _("unités d’établissement")

    def __str__(self) -> str:
        return f"establishment {self.number}"


class Membership(models.Model):
    """A person's role in an enterprise over a period: dated rows, never overwritten (ADR 0008)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
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

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
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
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="ended_membership_says_why",
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

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="gap_designations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gap_designations"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PRINCIPAL)
    designated_at = models.DateTimeField(auto_now_add=True)
    designated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

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


class Invitation(models.Model):
    """An invitation by e-mail to join an enterprise: a random token of which only the digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("adresse e-mail"))
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                F("enterprise"),
                Lower("email"),
                condition=Q(accepted_at=None, declined_at=None, revoked_at=None),
                name="one_open_invitation_per_enterprise_and_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_invitation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class AccessRequest(models.Model):
    """A person's request to an enterprise's GAP for a role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="access_requests")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_requests"
    )
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    message = models.TextField(blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    refusal_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("demande d’accès")
        verbose_name_plural = _("demandes d’accès")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "requested_by"],
                condition=Q(answered_at=None),
                name="one_open_request_per_person_and_enterprise",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, granted_role="", refusal_reason="")
                | (Q(answered_at__isnull=False) & (Q(granted_role="") ^ Q(refusal_reason=""))),
                name="answered_request_is_granted_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"access request {self.pk}"

"""Invitations to join an enterprise."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.card_names import is_name_of
from enterprises.invitations.querysets import InvitationQuerySet
from enterprises.rights.permissions import Role
from monespace.common.text import isolated

if TYPE_CHECKING:
    from accounts.models import User


class Standing(models.TextChoices):
    """Where an invitation stands."""

    WAITING = "waiting", _("En attente de réponse")
    TO_CONFIRM = "to_confirm", _("Acceptée, à confirmer")
    ACCEPTED = "accepted", _("Acceptée")
    REFUSED = "refused", _("Acceptée sous un autre nom, refusée")
    DECLINED = "declined", _("Déclinée")
    REVOKED = "revoked", _("Annulée")
    EXPIRED = "expired", _("Expirée")


class Invitation(models.Model):
    """An invitation by e-mail to join an enterprise: a random token of which only the digest is kept.

    It is answered by who holds the link, once. ``settled_at`` is when an acceptance counts or is refused: at
    once when the right person accepts, else when the GAP says so (ADR 0032). Addresses are in lower case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField(_("adresse e-mail"))
    expected_name = models.CharField(_("nom"), max_length=200, blank=True, db_default="")
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    establishment = models.ForeignKey(
        "enterprises.Establishment", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    demarches = ArrayField(models.SlugField(max_length=80), default=list, blank=True, db_default=[])
    ends_on = models.DateField(_("jusqu’au"), db_default=Now() + timedelta(days=730))
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    message = models.TextField(blank=True, db_default="")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    first_reminder_at = models.DateTimeField(null=True, blank=True)
    last_reminder_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    membership = models.OneToOneField(
        "enterprises.Membership",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitation",
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True, db_default="")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoke_reason = models.CharField(max_length=200, blank=True, db_default="")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(accepted_at=None, declined_at=None, revoked_at=None),
                name="unanswered_invitations",
            ),
        ]
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
            models.CheckConstraint(
                condition=Q(settled_at=None, membership=None)
                | Q(settled_at__isnull=False, accepted_at__isnull=False),
                name="invitation_gives_access_once_accepted",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, declined_at=None)
                | Q(accepted_at=None, revoked_at=None)
                | Q(declined_at=None, revoked_at=None),
                name="invitation_has_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def standing(self) -> Standing:
        """Where it stands now; one replaced after its expiry has expired."""
        if self.accepted_at:
            if self.settled_at is None:
                return Standing.TO_CONFIRM
            return Standing.ACCEPTED if self.membership_id else Standing.REFUSED
        if self.declined_at:
            return Standing.DECLINED
        if (self.revoked_at or timezone.now()) >= self.expires_at:
            return Standing.EXPIRED
        return Standing.REVOKED if self.revoked_at else Standing.WAITING

    @property
    def answered_for_by(self) -> Any:
        """Whose rights it is worth: who sent it, or the manager it was handed to later (ADR 0048)."""
        return self.handed_to or self.created_by

    @property
    def invitee(self) -> str:
        """Who is invited, as the GAP wrote it: the name, else the address."""
        return isolated(self.expected_name or self.email)


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Somebody to invite: where to write, in which language, under which name they should accept."""

    email: str
    name: str = ""
    language: str = "fr"


def normalised(email: str) -> str:
    """Return an address as it is kept and compared."""
    return email.strip().lower()


def is_meant(invitation: Invitation, user: User) -> bool:
    """Whether ``user`` is whom the GAP meant, without a doubt.

    The name of the identity card decides. Without a written name nothing does: that the address is proved
    shows who reads a mailbox, as the link does already, and mailboxes are shared, mistyped and stolen.
    """
    return bool(invitation.expected_name) and is_name_of(invitation.expected_name, user)

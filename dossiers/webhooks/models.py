"""An address of a system, the events it is told of, and the secrets that sign what is sent there."""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.webhooks.querysets import EndpointQuerySet, EndpointSecretQuerySet
from dossiers.webhooks.reasons import Reason
from monespace.common.fields import EncryptedField

LONGEST_ADDRESS: Final = 500
QUEUE: Final = "webhook"
ANNOUNCE: Final = "webhook.announce"
SEND: Final = "webhook.send"


class Endpoint(models.Model):
    """Where a system is told what happens to the dossiers it may read.

    ``event_types`` are those of ``events.ANNOUNCED``. ``delivered_at`` is when something last arrived there,
    to the minute. It is never deleted: the journal names it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(
        "dossiers.Client", on_delete=models.PROTECT, related_name="endpoints", db_index=False
    )
    url = models.CharField(_("adresse"), max_length=LONGEST_ADDRESS)
    event_types = ArrayField(models.CharField(max_length=40), verbose_name=_("événements"))
    created_at = models.DateTimeField(_("ajoutée le"), auto_now_add=True)
    delivered_at = models.DateTimeField(_("dernier envoi arrivé le"), null=True, blank=True)
    disabled_at = models.DateTimeField(_("désactivée le"), null=True, blank=True)
    disabled_for = models.CharField(_("motif"), max_length=20, choices=Reason.choices, blank=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse d’un système")
        verbose_name_plural = _("adresses des systèmes")
        constraints = [
            models.CheckConstraint(condition=~Q(event_types=[]), name="endpoint_is_told_something"),
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_for="")
                | (Q(disabled_at__isnull=False) & ~Q(disabled_for="")),
                name="endpoint_is_disabled_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["client", "created_at", "id"], name="endpoints_of_client"),
            models.Index(fields=["disabled_at"], condition=Q(disabled_for="gone"), name="endpoints_gone"),
        ]

    def __str__(self) -> str:
        return f"endpoint {self.pk}"

    @property
    def lane(self) -> str:
        """The outbox's lane that leads to it alone."""
        return f"{QUEUE}:{self.pk.hex}"


class EndpointSecret(models.Model):
    """One secret of an address; ``slot`` is 1 or 2: two at most sign at once, while one replaces the other.

    What is sealed is needed to sign; it goes when the secret ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="secrets")
    slot = models.PositiveSmallIntegerField()
    sealed_secret = EncryptedField(blank=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    objects = EndpointSecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("secret d’une adresse")
        verbose_name_plural = _("secrets des adresses")
        constraints = [
            models.CheckConstraint(condition=Q(slot__in=[1, 2]), name="endpoint_has_two_slots"),
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ Q(sealed_secret=""), name="ended_secret_is_forgotten"
            ),
            models.UniqueConstraint(
                fields=["endpoint", "slot"], condition=Q(ended_at=None), name="one_endpoint_secret_per_slot"
            ),
        ]

    def __str__(self) -> str:
        return f"endpoint secret {self.pk}"

"""A system of services, what it may do and until when, and the secrets by which it is known."""

from __future__ import annotations

import uuid
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.clients.querysets import ClientQuerySet, ClientSecretQuerySet
from dossiers.clients.verbs import Verb

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

LONGEST_NAME: Final = 100


class Client(models.Model):
    """A back office that reads and handles dossiers by itself, until it expires or is disabled for good.

    ``demarches`` are the slugs it is bound to, null for all that its services handle. ``verbs`` are those of
    Verb. ``networks`` are those it may call from (``192.0.2.0/24``), none for any. It is never deleted: the
    journal names it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("nom"), max_length=LONGEST_NAME)
    services = ArrayField(models.SlugField(max_length=80), verbose_name=_("services"))
    demarches = ArrayField(models.SlugField(), null=True, blank=True, verbose_name=_("démarches"))
    verbs = ArrayField(models.CharField(max_length=40), verbose_name=_("actions"))
    networks = ArrayField(models.CharField(max_length=43), default=list, blank=True)
    expires_on = models.DateField(_("valable jusqu’au"))
    created_at = models.DateTimeField(_("relié le"), auto_now_add=True)
    disabled_at = models.DateTimeField(_("désactivé le"), null=True, blank=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("système d’un service")
        verbose_name_plural = _("systèmes des services")
        constraints = [
            models.CheckConstraint(
                condition=~Q(services=[]) & ~Q(verbs=[]) & (Q(demarches=None) | ~Q(demarches=[])),
                name="client_reaches_something",
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], condition=Q(disabled_at=None), name="standing_clients"),
            models.Index(fields=["-disabled_at", "id"], name="clients_disabled_lately"),
            GinIndex(fields=["services"], condition=Q(disabled_at=None), name="standing_clients_by_service"),
        ]

    def __str__(self) -> str:
        return f"client {self.pk}"

    @property
    def allowed(self) -> frozenset[Verb]:
        """What it may do, of what the portal knows."""
        return frozenset(verb for verb in Verb if verb in self.verbs)

    @property
    def is_valid(self) -> bool:
        """Whether it may be used today."""
        return self.disabled_at is None and timezone.localdate() <= self.expires_on

    def may_call_from(self, address: IPv4Address | IPv6Address | None) -> bool:
        """Whether it may call from an address; from one that nobody could read only if it may from any."""
        if not self.networks:
            return True
        return address is not None and any(address in ip_network(network) for network in self.networks)


class ClientSecret(models.Model):
    """One secret of a system; ``slot`` is 1 or 2: two at most stand at once, while one replaces the other.

    Kept as its digest. The secret is 256 random bits, which no list of words helps to guess: a slow digest
    would protect nothing and cost each request for a token.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="secrets")
    slot = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    objects = ClientSecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("secret d’un système")
        verbose_name_plural = _("secrets des systèmes")
        constraints = [
            models.CheckConstraint(condition=Q(slot__in=[1, 2]), name="client_has_two_slots"),
            models.UniqueConstraint(
                fields=["client", "slot"], condition=Q(ended_at=None), name="one_secret_per_slot"
            ),
            models.UniqueConstraint(fields=["digest"], name="client_secrets_differ"),
        ]

    def __str__(self) -> str:
        return f"client secret {self.pk}"

"""The access tokens that systems hold now."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models import Client, ClientSecret


class AccessToken(models.Model):
    """A token, as its digest: what the system that holds it was granted, and until when.

    It is worth nothing any more once its secret is ended, or its system disabled or expired.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    secret = models.ForeignKey(ClientSecret, on_delete=models.PROTECT, related_name="+")
    scopes = ArrayField(models.CharField(max_length=40))
    expires_at = models.DateTimeField(_("valable jusqu’au"), db_index=True)

    class Meta:
        verbose_name = _("jeton d’accès")
        verbose_name_plural = _("jetons d’accès")

    def __str__(self) -> str:
        return f"token of client {self.client_id}"

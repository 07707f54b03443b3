"""What is kept of the identity provider's metadata."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FETCH_EVERY = timedelta(minutes=15)
RETRY_EVERY = timedelta(minutes=1)


class IdpMetadataQuerySet(models.QuerySet):
    """Copies, one per source."""

    def good(self, source: str) -> IdpMetadataQuerySet:
        """Return the copy of ``source``, if one was ever good."""
        return self.filter(source=source).exclude(digest="")

    def looked_up_lately(self, source: str) -> IdpMetadataQuerySet:
        """Return the copy of ``source`` while it is too early to look again; sooner after a problem."""
        now = timezone.now()
        recent = Q(checked_at__gt=now - FETCH_EVERY, problem="")
        return self.filter(recent | Q(checked_at__gt=now - RETRY_EVERY), source=source)


class IdpMetadata(models.Model):
    """The last good copy of the metadata found at one source, and what the last look there gave."""

    source = models.CharField(max_length=500)
    document = models.BinaryField(blank=True, default=b"")
    digest = models.CharField(max_length=64, blank=True)
    fetched_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField()
    problem = models.CharField(max_length=200, blank=True)

    objects = IdpMetadataQuerySet.as_manager()

    class Meta:
        verbose_name = _("métadonnées du fournisseur d’identité")
        verbose_name_plural = _("métadonnées du fournisseur d’identité")
        constraints = [
            models.UniqueConstraint(fields=["source"], name="one_copy_per_metadata_source"),
        ]

    def __str__(self) -> str:
        return f"metadata {self.pk}"

"""What is kept of the identity provider's metadata."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.saml.metadata.querysets import IdpMetadataQuerySet


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

"""Published démarches: a slug, and immutable versions of its definition (ADR 0003)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.catalogue.querysets import DemarcheVersionQuerySet


class Demarche(models.Model):
    """A procedure of the administration, known by its slug in addresses."""

    slug = models.SlugField(unique=True)

    class Meta:
        verbose_name = _("démarche")
        verbose_name_plural = _("démarches")

    def __str__(self) -> str:
        return self.slug


class DemarcheVersion(models.Model):
    """One published definition; never changed afterwards (a trigger sees to it)."""

    demarche = models.ForeignKey(Demarche, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField(help_text=_("La définition, telle que validée."))
    checksum = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DemarcheVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version de démarche")
        verbose_name_plural = _("versions de démarche")
        constraints = [
            models.UniqueConstraint(fields=["demarche", "version"], name="one_content_per_demarche_version"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of démarche {self.demarche_id}"

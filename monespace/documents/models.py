"""What every stored file has, whatever it belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file named by the server, of no use until the scan finds it clean.

    Once removed or refused, its file is deleted by the outbox; the row stays, as the journal speaks of it.
    """

    class Scan(models.TextChoices):
        """What the virus scan has said."""

        PENDING = "pending", _("En cours d’analyse")
        CLEAN = "clean", _("Vérifié")
        REFUSED = "refused", _("Refusé")

    file = models.FileField(max_length=200, blank=True)
    original_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text=_("Taille en octets."))
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=10, choices=Scan.choices, default=Scan.PENDING)
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

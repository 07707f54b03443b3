"""What was sealed: one row for each PDF, written once; its file stands in the private storage (ADR 0072)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a sealed document is, in the words of the page that verifies it."""

    RECEIPT = "receipt", _("Accusé de réception")
    DECISION = "decision", _("Décision")


class SealedDocument(models.Model):
    """A PDF of ours, as it left us; rows are never changed or deleted (a trigger sees to it).

    ``about`` is all that anybody may know of it: ``{"title": {language: text}, "service": {language: text},
    "at": ISO time}``, of the démarche and the service, never of a person. ``sha256`` is of the sealed bytes,
    ``certificate_sha256`` of the certificate that sealed them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    code = models.CharField(max_length=22, unique=True)
    about = models.JSONField(default=dict)
    file = models.FileField(max_length=100)
    size = models.PositiveIntegerField(help_text=_("Taille en octets."))
    sha256 = models.CharField(max_length=64, unique=True)
    certificate_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("document scellé")
        verbose_name_plural = _("documents scellés")

    def __str__(self) -> str:
        return f"sealed document {self.pk}"


class ErasedCopy(models.Model):
    """Since when we no longer keep the file of a sealed document: append-only, by trigger (ADR 0093).

    Its row stays: who kept the file can still have it verified.
    """

    document = models.OneToOneField(
        SealedDocument, primary_key=True, on_delete=models.PROTECT, related_name="erased_copy"
    )
    erased_at = models.DateTimeField()

    class Meta:
        verbose_name = _("exemplaire effacé")
        verbose_name_plural = _("exemplaires effacés")

    def __str__(self) -> str:
        return f"erased copy of sealed document {self.pk}"

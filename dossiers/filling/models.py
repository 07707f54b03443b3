"""Drafts: what the person typed, step by step, and the files added."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.filling.querysets import AttachmentQuerySet, StepAnswersQuerySet


class StepAnswers(models.Model):
    """The answers of one step, as typed, declared fields only (ADR 0005).

    ``revision`` is the name of the last save: a page says which one it was made from, and names its own.
    Added files are not in ``values``: the attachments themselves are the answer.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="step_answers")
    step = models.SlugField()
    values = models.JSONField(default=dict)
    revision = models.CharField(max_length=32)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = StepAnswersQuerySet.as_manager()

    class Meta:
        verbose_name = _("réponses d’une étape")
        verbose_name_plural = _("réponses des étapes")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "step"], name="one_row_per_step"),
        ]

    def __str__(self) -> str:
        return f"answers {self.pk}"


class Attachment(models.Model):
    """A file added to a draft: named by the server, of no use until the scan finds it clean.

    Once removed or refused, its file is deleted by the outbox; the row stays, as the journal speaks of it.
    """

    class Scan(models.TextChoices):
        """What the virus scan has said."""

        PENDING = "pending", _("En cours d’analyse")
        CLEAN = "clean", _("Vérifié")
        REFUSED = "refused", _("Refusé")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="attachments")
    step = models.SlugField()
    field = models.SlugField()
    file = models.FileField(max_length=200, blank=True)
    original_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text=_("Taille en octets."))
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=10, choices=Scan.choices, default=Scan.PENDING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"attachment {self.pk}"

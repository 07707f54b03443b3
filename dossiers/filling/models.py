"""Drafts: what the person typed, step by step, and the files added."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.filling.querysets import AttachmentQuerySet, StepAnswersQuerySet
from monespace.common.fields import SealedJSONField
from monespace.documents.models import StoredFile


class StepAnswers(models.Model):
    """The answers of one step, as typed, declared fields only (ADR 0005).

    ``revision`` is the name of the last save (``saves.Save``): a page says which one it was made from, and
    names its own. ``is_confirmed`` is false once something was kept while somebody typed, until a button of
    the step saves it; ``typed_in`` is where that was (``saves.Typing``).
    Added files are not in ``values``: the attachments themselves are the answer.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="step_answers")
    step = models.SlugField()
    values = SealedJSONField(default=dict)
    revision = models.CharField(max_length=40)
    is_confirmed = models.BooleanField(default=True, db_default=True)
    typed_in = models.CharField(max_length=200, blank=True, default="", db_default="")
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


class Attachment(StoredFile):
    """A file added to a draft as an answer, or to the answer to a request of complement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="attachments")
    step = models.SlugField()
    field = models.SlugField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    complement = models.ForeignKey(
        "dossiers.ComplementRequest",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attachments",
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    def answers_the_same(self, other: "Attachment") -> bool:
        """Whether both answer the same question of one dossier."""
        return (self.step, self.field) == (other.step, other.field)

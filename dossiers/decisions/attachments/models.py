"""A document that goes with a decision."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from monespace.documents.models import StoredFile


class DecisionAttachment(StoredFile):
    """A file that goes with the decision on a dossier: what it is is never changed, by trigger.

    Only what the scan says of it, and whether the file is there, does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="decision_attachments"
    )

    class Meta:
        verbose_name = _("document joint à une décision")
        verbose_name_plural = _("documents joints à des décisions")
        ordering = ["original_name", "pk"]

    def __str__(self) -> str:
        return f"decision attachment {self.pk}"

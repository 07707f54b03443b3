"""Which documents of the actor's other dossiers may answer a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.models import DemarcheVersion
from dossiers.dossier.models import Dossier
from dossiers.filling.models import Attachment
from monespace.documents.cleaning.kinds import CONTENT_TYPES
from monespace.documents.rules import max_bytes

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from dossiers.engine.kinds import FileQuestion
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor


def fitting_documents(actor: Actor, draft: Draft, question: FileQuestion) -> QuerySet[Attachment]:
    """Return the verified documents that the question takes, of other dossiers the actor may open now."""
    dossiers = Dossier.objects.visible_to(actor).exclude(pk=draft.dossier.pk)
    closed = DemarcheVersion.objects.above_level(actor.level)
    return (
        Attachment.objects.current()
        .filter(
            dossier__in=dossiers.exclude(demarche_version__in=closed),
            scan=Attachment.Scan.CLEAN,
            content_type__in=[CONTENT_TYPES[extension] for extension in question.accept],
            size__lte=max_bytes(question),
        )
        .exclude(file="")
    )


def has_fitting(actor: Actor, draft: Draft, question: FileQuestion) -> bool:
    """Whether there is a document to choose for the question."""
    return fitting_documents(actor, draft, question).exists()


def listed_documents(
    actor: Actor, draft: Draft, question: FileQuestion, *, words: str
) -> QuerySet[Attachment]:
    """Return what fits and is named with ``words``, newest first; the same content once, as added last."""
    found = fitting_documents(actor, draft, question)
    if words:
        found = found.filter(original_name__icontains=words)
    newest = found.order_by("sha256", "-uploaded_at", "pk").distinct("sha256")
    return (
        Attachment.objects.filter(pk__in=newest.values("pk"))
        .select_related("dossier")
        .order_by("-uploaded_at", "pk")
    )

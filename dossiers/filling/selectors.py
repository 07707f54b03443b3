"""Reads the pages of a draft need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.querysets import published_definition
from dossiers.engine.kinds import FileQuestion
from dossiers.filling.draft import Draft
from dossiers.filling.models import Attachment, StepAnswers
from dossiers.filling.prefill import sources_for
from dossiers.models import DemarcheVersion, Dossier
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from uuid import UUID

    from enterprises.actor import Actor


def newest_version(slug: str) -> DemarcheVersion:
    """Return the newest published version of a démarche, its content left in the database."""
    version = DemarcheVersion.objects.for_slug(slug).defer("content").first()
    if version is None:
        raise NotVisible
    return version


def load_draft(actor: Actor, dossier: Dossier) -> Draft:
    """Read everything a draft's page needs, in two queries at most (one without file questions)."""
    definition = published_definition(dossier.demarche_version)
    saved = {row.step: row for row in StepAnswers.objects.filter(dossier=dossier)}
    has_files = any(isinstance(question, FileQuestion) for _step, question in definition.questions())
    return Draft(
        dossier=dossier,
        definition=definition,
        saved=saved,
        typed={step: row.values for step, row in saved.items()},
        attachments=attachments_of(dossier) if has_files else (),
        sources=sources_for(actor, definition),
    )


def attachments_of(dossier: Dossier) -> tuple[Attachment, ...]:
    """Return the documents of a dossier, those removed left out, in the order they were added."""
    return tuple(Attachment.objects.current().filter(dossier=dossier))


def find_attachment(dossier: Dossier, attachment_id: UUID) -> Attachment | None:
    """Return one document of a dossier, unless it was removed."""
    return Attachment.objects.get_current(dossier, attachment_id)


def open_drafts(actor: Actor, slug: str) -> list[Dossier]:
    """Return the drafts of a démarche in the actor's space, newest first."""
    drafts = Dossier.objects.visible_to(actor).drafts().with_demarche().select_related("created_by")
    return list(
        drafts.defer("demarche_version__content")
        .filter(demarche_version__demarche__slug=slug)
        .order_by("-updated_at")
    )

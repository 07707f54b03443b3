"""Reads the pages of a draft need."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from dossiers.access import get_dossier
from dossiers.catalogue.published import published_definition
from dossiers.filling.draft import Draft
from dossiers.filling.models import Attachment, StepAnswers
from dossiers.filling.prefill import sources_for
from dossiers.models import Dossier
from enterprises.register.establishments import closed_on
from monespace.common.rows import RowsAsJson, instances

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from enterprises.rights.actor import Actor
    from enterprises.rights.permissions import Permission


# What the pages of a draft read: said once, for nothing in it depends on who asks.
WITH_CONTENT = Dossier.objects.annotate(
    answer_rows=RowsAsJson("pk", table=StepAnswers._meta.db_table, column="dossier_id"),
    attachment_rows=RowsAsJson("pk", table=Attachment._meta.db_table, column="dossier_id"),
)


def get_draft(actor: Actor, dossier_id: UUID, permission: Permission, *, at_any_level: bool = False) -> Draft:
    """Return everything the pages of a draft need, in one query; refused as ``get_dossier`` does."""
    dossier: Any = get_dossier(actor, dossier_id, permission, among=WITH_CONTENT, at_any_level=at_any_level)
    definition = published_definition(dossier.demarche_version)
    saved = {one.step: one for one in instances(StepAnswers, dossier.answer_rows)}
    attachments = [one for one in instances(Attachment, dossier.attachment_rows) if one.removed_at is None]
    return Draft(
        dossier=dossier,
        definition=definition,
        saved=saved,
        typed={step: one.values for step, one in saved.items()},
        attachments=tuple(sorted(attachments, key=attrgetter("uploaded_at", "pk"))),
        sources=sources_for(actor, definition),
        closed_on=cache(closed_on),
    )


def attachments_of(dossier: Dossier) -> tuple[Attachment, ...]:
    """Return the documents of a dossier, those removed left out, in the order they were added."""
    return tuple(Attachment.objects.current().filter(dossier=dossier))


def find_attachment(dossier: Dossier, attachment_id: UUID) -> Attachment | None:
    """Return one document of a dossier, unless it was removed."""
    return Attachment.objects.get_current(dossier, attachment_id)


def open_drafts(actor: Actor, slug: str) -> QuerySet[Dossier]:
    """Return the drafts of a démarche in the actor's space, newest first."""
    drafts = Dossier.objects.visible_to(actor).drafts().filter(demarche_version__demarche__slug=slug)
    return drafts.select_related("created_by", "establishment").order_by("-updated_at", "pk")

"""Reads the pages of a draft need, what the portal knows of the person and of their enterprise among them."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from accounts.people.models import national_number_of
from dossiers.access import get_dossier
from dossiers.catalogue.published import published_definition
from dossiers.dossier.models import Dossier
from dossiers.filling.draft import Draft
from dossiers.filling.models import Attachment, StepAnswers
from enterprises.register.details import legal_form_of
from enterprises.register.establishments import closed_on
from monespace.common.db import RowsAsJson, instances

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from dossiers.engine.schema import Definition
    from enterprises.models import Enterprise
    from enterprises.rights.actor import Actor
    from enterprises.rights.permissions import Permission


NATIONAL_NUMBER = "person.national_number"
LEGAL_FORM = "enterprise.legal_form"
NO_FIRST_NAME = "—"  # the register knows none: asking for one would make the person invent it
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
    rows = instances(Attachment, dossier.attachment_rows)
    attachments = [one for one in rows if one.removed_at is None and one.complement_id is None]
    return Draft(
        dossier=dossier,
        definition=definition,
        saved=saved,
        typed={step: one.values for step, one in saved.items()},
        unconfirmed=frozenset(step for step, one in saved.items() if not one.is_confirmed),
        attachments=tuple(sorted(attachments, key=attrgetter("uploaded_at", "pk"))),
        sources=sources_for(actor, definition),
        closed_on=cache(closed_on),
    )


def attachments_of(dossier: Dossier) -> tuple[Attachment, ...]:
    """Return the documents of a dossier, those removed left out, in the order they were added."""
    return tuple(Attachment.objects.current().filter(dossier=dossier, complement=None))


def find_attachment(dossier: Dossier, attachment_id: UUID) -> Attachment | None:
    """Return one document of a dossier, unless it was removed."""
    return Attachment.objects.get_current(dossier, attachment_id)


def open_drafts(actor: Actor, slug: str) -> QuerySet[Dossier]:
    """Return the drafts of a démarche in the actor's space, newest first."""
    drafts = Dossier.objects.visible_to(actor).drafts().filter(demarche_version__demarche__slug=slug)
    return drafts.select_related("created_by", "establishment").order_by("-updated_at", "pk")


def sources_for(actor: Actor, definition: Definition) -> dict[str, Any]:
    """Return the data that ``definition`` may show, by name; the national number only if it asks for it."""
    wanted = {name for _step, question in definition.questions() for name in question.proposed}
    if not wanted or actor.user is None or actor.space is None:
        return {}
    sources = _person(actor.user)
    if actor.space.enterprise is not None:
        sources |= _enterprise(actor.space.enterprise)
        if LEGAL_FORM in wanted:
            sources[LEGAL_FORM] = legal_form_of(actor.space.enterprise)
    if NATIONAL_NUMBER in wanted:
        sources[NATIONAL_NUMBER] = national_number_of(actor.user)
    return {name: value for name, value in sources.items() if name in wanted}


def _person(user: User) -> dict[str, Any]:
    return {
        "person.first_name": user.first_name or NO_FIRST_NAME,
        "person.last_name": user.last_name,
        "person.email": user.email or user.pending_email,
        "person.phone": user.phone,
        "person.language": user.get_language_display(),
    }


def _enterprise(enterprise: Enterprise) -> dict[str, Any]:
    address = {
        "street": enterprise.street,
        "number": enterprise.house_number,
        "box": enterprise.box,
        "postcode": enterprise.postcode,
        "locality": enterprise.locality,
    }
    return {
        "enterprise.name": enterprise.name,
        "enterprise.number": enterprise.number,
        "enterprise.address": address if enterprise.street else None,
    }

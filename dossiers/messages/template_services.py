"""The texts that a service keeps ready for its messages: kept, changed, taken out of use, filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation

from dossiers.dossier.routed import definition_for
from dossiers.handling.errors import NotOfService
from dossiers.handling.officers import get_case, officer_of
from dossiers.messages.errors import TitleTaken
from dossiers.messages.models import MessageTemplate
from dossiers.messages.placeholders import Placeholder, filled, require_known
from monespace.common.days import written_day
from monespace.common.db import get_or_not_visible, violates
from monespace.common.text import several_lines
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from dossiers.handling.officers import Officer


@transaction.atomic
def add_template(*, actor: Officer, service: str, title: str, texts: Mapping[str, str]) -> MessageTemplate:
    """Keep a text ready for a service of the officer, ``texts`` by language, all four.

    Raises NotOfService, UnknownPlaceholder, TitleTaken.
    """
    if service not in officer_of(actor.user).services:
        raise NotOfService
    template = MessageTemplate(service=service, title=title)
    _write(template, texts)
    record("message_template.added", actor=actor, subject=template, service=service)
    return template


@transaction.atomic
def change_template(
    *, actor: Officer, template_id: UUID, title: str, texts: Mapping[str, str]
) -> MessageTemplate:
    """Change a text that a service of the officer keeps ready; messages sent keep their own words.

    Raises UnknownPlaceholder, TitleTaken, NotVisible.
    """
    template = _hold(actor, template_id)
    template.title = title
    _write(template, texts)
    record("message_template.changed", actor=actor, subject=template, service=template.service)
    return template


@transaction.atomic
def end_template(*, actor: Officer, template_id: UUID) -> None:
    """Take a text out of use. Raises NotVisible, also when that is done already."""
    template = _hold(actor, template_id)
    template.ended_at = timezone.now()
    template.save(update_fields=["ended_at"])
    record("message_template.ended", actor=actor, subject=template, service=template.service)


def text_for(*, actor: Officer, template_id: UUID, dossier_id: UUID, after: str = "") -> str:
    """Return a text filled in for a dossier, in the dossier's language, under what was typed: ``after``.

    Raises NoDueDay, NotVisible.
    """
    case = get_case(actor, dossier_id)
    templates = MessageTemplate.objects.of_service([case.service])
    template = get_or_not_visible(templates.filter(pk=template_id))
    language = case.dossier.language
    definition = definition_for(case.dossier)
    with translation.override(language):
        values = {
            Placeholder.REFERENCE: case.dossier.reference or "",
            Placeholder.DEMARCHE: definition.title(language),
            Placeholder.DUE_DAY: written_day(case.due_on, "DATE_FORMAT") if case.due_on else "",
        }
        text = filled(getattr(template, f"text_{language}"), values)
    return f"{several_lines(after)}\n\n{text}".strip()


def _hold(actor: Officer, template_id: UUID) -> MessageTemplate:
    """Return a text in use of the officer's services as they are now, locked."""
    templates = MessageTemplate.objects.of_service(officer_of(actor.user).services)
    return get_or_not_visible(templates.select_for_update().filter(pk=template_id))


def _write(template: MessageTemplate, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        require_known(text)
        setattr(template, f"text_{language}", text)
    with violates("one_message_template_per_title", TitleTaken):
        template.save()

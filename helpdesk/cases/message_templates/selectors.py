"""What the pages of message templates read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.messages.models import MessageTemplate
from dossiers.messages.selectors import templates_for
from monespace.common.db import get_or_not_visible

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from dossiers.handling.models import Case
    from dossiers.handling.officers import Officer

MOST_OFFERED = 200


def template_of(officer: Officer, template_id: UUID) -> MessageTemplate:
    """Return a text in use of the officer's services. Raises NotVisible."""
    return get_or_not_visible(templates_for(officer).filter(pk=template_id))


def templates_of_case(case: Case) -> QuerySet[MessageTemplate]:
    """Return the texts that the service of a case keeps ready, by title."""
    return MessageTemplate.objects.of_service([case.service])[:MOST_OFFERED]

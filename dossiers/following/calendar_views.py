"""The days of a dossier to keep in mind, as a file for one's own calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from dossiers.access import get_dossier
from dossiers.complements.selectors import open_request_of
from dossiers.deadlines.calendar_file import MarkedDay, calendar_file
from dossiers.deadlines.selectors import deadline_of
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from dossiers.dossier.models import Dossier


@require_safe
def deadline_calendar(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Hand over the days as an iCalendar file; there is none when no limit runs and nothing is asked."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    days = _marked_days(dossier)
    if not days:
        raise NotVisible
    address = reverse("dossiers:detail", kwargs={"space": space, "dossier_id": dossier_id})
    response = HttpResponse(calendar_file(days, address), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="echeances.ics"'
    return response


def _marked_days(dossier: Dossier) -> list[MarkedDay]:
    """Return by when the service must decide, and by when it awaits an answer: none, one or both."""
    days = []
    found, asked = deadline_of(dossier), open_request_of(dossier)
    if found and found.deadline.due_on and found.deadline.ended_at is None:
        title = gettext("Mon Espace : échéance d’un dossier")
        days.append(MarkedDay(dossier.pk, found.deadline.due_on, title))
    if asked:
        title = gettext("Mon Espace : réponse attendue par le service")
        days.append(MarkedDay(asked.pk, asked.due_on, title))
    return days

"""The last day to decide a dossier, as a file for one's own calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers.access import get_dossier
from dossiers.deadlines.calendar_file import calendar_file
from dossiers.deadlines.selectors import deadline_of
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@require_safe
def deadline_calendar(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Hand over the day as an iCalendar file; there is none when no limit runs."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    found = deadline_of(dossier)
    if found is None or found.deadline.due_on is None or found.deadline.ended_at is not None:
        raise NotVisible
    address = reverse("dossiers:detail", kwargs={"space": space, "dossier_id": dossier_id})
    response = HttpResponse(
        calendar_file(dossier.pk, found.deadline.due_on, address), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="echeances.ics"'
    return response

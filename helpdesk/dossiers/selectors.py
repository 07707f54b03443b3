"""What the agents' pages read: dossiers, consultations, and what waits for a supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.models import Dossier
from helpdesk.models import Consultation
from monespace.common.db import get_or_not_visible

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User

MOST_OPENED = 10


def get_dossier(dossier_id: UUID) -> Dossier:
    """Return the dossier with its people, or raise NotVisible."""
    related = ("demarche_version__demarche", "owner_user", "owner_enterprise", "created_by")
    return get_or_not_visible(Dossier.objects.select_related(*related).filter(pk=dossier_id))


def opened_by(agent: User) -> QuerySet[Consultation]:
    """Return the dossiers still open to ``agent``, the last opened on top: all last equally long."""
    open_now = Consultation.objects.running(agent).filter(dossier__isnull=False)
    related = open_now.select_related("dossier__demarche_version__demarche")
    return related.defer("dossier__demarche_version__content").order_by("-ends_at")[:MOST_OPENED]


def consultations() -> QuerySet[Consultation]:
    """Return every consultation, the newest on top."""
    return Consultation.objects.latest_first()

"""What the agents' pages read: dossiers, consultations, and what waits for a supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from dossiers.models import Delivery, Dossier
from helpdesk.models import Consultation
from monespace.common.db import get_or_not_visible
from monespace.outbox.models import Message

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User

MOST_OPENED = 10
MOST_COUNTED = 100
DELIVER = "dossier.deliver"


def get_dossier(dossier_id: UUID) -> Dossier:
    """Return the dossier with its people, or raise NotVisible."""
    related = ("demarche_version__demarche", "owner_user", "owner_enterprise", "created_by", "submission")
    return get_or_not_visible(Dossier.objects.select_related(*related).filter(pk=dossier_id))


def current_consultation(agent: User, dossier: Dossier) -> Consultation | None:
    """Return the reason that opens ``dossier`` to ``agent`` now, if he gave one."""
    return Consultation.objects.current(agent=agent, dossier=dossier).order_by("-ends_at").first()


def opened_by(agent: User) -> QuerySet[Consultation]:
    """Return the dossiers still open to ``agent``, the last opened on top: all last equally long."""
    open_now = Consultation.objects.filter(agent=agent, dossier__isnull=False, ends_at__gt=timezone.now())
    related = open_now.select_related("dossier__demarche_version__demarche")
    return related.defer("dossier__demarche_version__content").order_by("-ends_at")[:MOST_OPENED]


def consultations() -> QuerySet[Consultation]:
    """Return every consultation, the newest on top."""
    return Consultation.objects.latest_first()


def failure_count() -> int:
    """Return how much waits for a supervisor; one more than MOST_COUNTED when it is not worth counting."""
    most = MOST_COUNTED + 1
    return min(given_up()[:most].count() + failed_deliveries()[:most].count(), most)


def failed_deliveries() -> QuerySet[Delivery]:
    """Return the hand-overs that wait for a supervisor, the oldest first."""
    waiting = Delivery.objects.needing_attention().select_related("submission__dossier")
    return waiting.order_by("created_at", "pk")


def given_up() -> QuerySet[Message]:
    """Return the other operations that the portal gave up, the oldest first."""
    failed = Message.objects.given_up().exclude(topic=DELIVER)
    return failed.order_by("failed_at", "pk")

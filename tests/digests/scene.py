"""What waits for a digest, and the mornings on which digests go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from accounts.services import change_profile
from dossiers.digests.services import begin_digests
from dossiers.models import Notice
from dossiers.states import DossierEvent
from monespace.common.authors import SYSTEM
from monespace.journal.services import record
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.notices.scene import happen
from tests.submission.factories import SentDossierFactory

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.models import Dossier


def pacing(person: User, pace: str) -> User:
    """Let a person choose when they are written to."""
    change_profile(actor=person, mail_pace=pace)
    return person


def own_dossier(pace: str = "daily", **given: Any) -> Dossier:
    """Return a sent dossier of a person who wants a digest, unless said otherwise."""
    dossier = SentDossierFactory(**given)
    pacing(dossier.owner_user, pace)
    return dossier


def waits(dossier: Dossier, event: DossierEvent = DossierEvent.TAKE_UP) -> None:
    """Let an event happen that is told in the digest."""
    happen(dossier, event)
    drain()


def held(dossier: Dossier, person: User, news: str = "taken_up", **facts: Any) -> Notice:
    """Write a notice that waits, as the outbox does."""
    with transaction.atomic():
        recorded = record("dossier.taken_up", actor=SYSTEM, subject=dossier, **facts)
    return Notice.objects.create(dossier=dossier, event=recorded, news=news, recipient=person, told_at=None)


def morning(later: timedelta = timedelta(hours=2)) -> list[Mail]:
    """Send the digests of an hour that is still to come, and return the mails, in order of their address."""
    known = set(Mail.objects.values_list("pk", flat=True))
    begin_digests(until=timezone.now() + later)
    drain()
    return list(Mail.objects.exclude(pk__in=known).order_by("to"))

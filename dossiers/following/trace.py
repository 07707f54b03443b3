"""One dossier's events, messages and deliveries in order, for operators: ids, codes and times only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dossiers.dossier.models import Dossier
from dossiers.submission.models import Delivery
from monespace.common.db import get_or_none
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


class Line(NamedTuple):
    """Something that happened, and when."""

    at: datetime
    text: str


def find(reference: str) -> Dossier | None:
    """Return the dossier with this reference."""
    dossiers = Dossier.objects.with_demarche().select_related("owner_enterprise")
    return get_or_none(dossiers.filter(reference=reference))


def heading(dossier: Dossier) -> str:
    """Say which dossier it is and where it stands."""
    version = dossier.demarche_version
    enterprise = dossier.owner_enterprise
    space = f"enterprise {enterprise.number}" if enterprise else f"person {dossier.owner_user_id}"
    return (
        f"{dossier.reference} {dossier.state}: dossier {dossier.pk}, "
        f"{version.demarche.slug} version {version.version}, {space}, in {dossier.language}"
    )


def lines(dossier: Dossier) -> list[Line]:
    """Return everything known about the dossier, in order of time."""
    events = list(Event.objects.about(dossier))
    deliveries = list(Delivery.objects.of_dossier(dossier).prefetch_related("attempts"))
    mail_ids = {event.facts["mail_id"] for event in events if event.facts.get("mail_id")}
    return sorted(
        [
            *(Line(event.recorded_at, of_event(event)) for event in events),
            *(line for delivery in deliveries for line in of_delivery(delivery)),
            *of_mails(mail_ids),
            *of_messages(dossier, deliveries, mail_ids),
        ]
    )


def of_event(event: Event) -> str:
    """Describe a journal event."""
    facts = " ".join(f"{key}={value}" for key, value in event.facts.items())
    who = f"{event.actor_type} {event.actor_id}".strip()
    return f"journal #{event.sequence} {event.tag} by {who} {facts}".strip()


def of_delivery(delivery: Delivery) -> Iterator[Line]:
    """Describe a hand-over and its attempts."""
    where = f"delivery {delivery.pk} to {delivery.service}"
    yield Line(delivery.created_at, f"{where} wanted, now {delivery.status}")
    for attempt in delivery.attempts.all():
        detail = attempt.error or f"http_{attempt.http_status}"
        took = (attempt.ended_at - attempt.started_at).total_seconds()
        yield Line(attempt.started_at, f"{where} attempt {attempt.outcome} {detail} in {took:.3f} s")
    if delivery.delivered_at:
        yield Line(delivery.delivered_at, f"{where} acknowledged as {delivery.service_reference}")


def of_mails(mail_ids: set[str]) -> Iterator[Line]:
    """Describe the mails, without recipient or content."""
    for mail in Mail.objects.filter(pk__in=mail_ids).defer("text", "html"):
        yield Line(mail.created_at, f"mail {mail.pk} {mail.template} written in {mail.language}")
        if mail.sent_at:
            yield Line(mail.sent_at, f"mail {mail.pk} sent")


def of_messages(dossier: Dossier, deliveries: list[Delivery], mail_ids: set[str]) -> Iterator[Line]:
    """Describe the outbox messages that carry an id of this dossier."""
    for message in Message.objects.about(dossier.pk, *(delivery.pk for delivery in deliveries), *mail_ids):
        status = "done" if message.done_at else "given up" if message.failed_at else "waiting"
        text = (
            f"outbox #{message.pk} {message.topic} in lane {message.lane}, {status} after {message.attempts}"
        )
        yield Line(message.created_at, f"{text} {message.last_error}".strip())

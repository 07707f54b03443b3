"""Everything an agent may read of one dossier, in as few queries as there are tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from dossiers.dossier.routed import definition_for
from dossiers.engine import Definition, summary
from dossiers.following.selectors import names_in, systems_in
from dossiers.following.timeline import Entry, timeline
from dossiers.models import Attachment, Delivery, DeliveryAttempt, Dossier, StepAnswers, Submission
from dossiers.receipts.selectors import sent_documents
from dossiers.submission.sent import journey_of
from enterprises.rights.actor import capacity_words
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.models import Message

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from dossiers.engine.summary import Section


@dataclass(frozen=True)
class SavedStep:
    """One step of a draft, and when it was last saved."""

    title: str
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class Content:
    """What the dossier's page shows: of what was not sent, that it exists, its steps and dates, no answer.

    ``submission`` is what was sent first; ``sections`` are the answers that count now.
    """

    dossier: Dossier
    submission: Submission | None
    definition: Definition
    sections: list[Section]
    saved_steps: list[SavedStep]
    entries: list[Entry]
    events: list[Event]
    documents: list[Attachment]
    deliveries: list[Delivery]
    attempts: QuerySet[DeliveryAttempt]
    mails: list[Mail]
    messages: list[Message]

    @property
    def started_as(self) -> str:
        """As what, and how surely known, the dossier was begun; nothing when that was not kept."""
        created = next((event for event in self.events if event.tag == "dossier.created"), None)
        return capacity_words(created.facts) if created else ""

    @property
    def sent_as(self) -> str:
        """As what, and how surely known, the dossier was sent."""
        return capacity_words(self.submission.actor) if self.submission else ""


def read_content(dossier: Dossier) -> Content:
    """Return the content of ``dossier``, read with its people and its submission."""
    submissions = list(Submission.objects.of(dossier))
    submission, counting = (submissions[0], submissions[-1]) if submissions else (None, None)
    definition = definition_for(dossier)
    language = get_language() or "fr"
    documents = sent_documents(submissions).each_file_once() if submission else []
    deliveries = list(Delivery.objects.of_dossier(dossier).order_by("created_at", "pk")) if submission else []
    events = list(Event.objects.about(dossier))
    mail_ids = [event.facts["mail_id"] for event in events if event.facts.get("mail_id")]
    return Content(
        dossier=dossier,
        submission=submission,
        definition=definition,
        sections=summary(journey_of(counting, definition), language) if counting else [],
        saved_steps=[] if submission else _saved_steps(dossier, definition, language),
        entries=timeline(
            events=events,
            deliveries=deliveries,
            names=names_in(events),
            service=definition.service.name(language),
            systems=systems_in(events),
        ),
        events=events,
        documents=documents,
        deliveries=deliveries,
        attempts=DeliveryAttempt.objects.of(deliveries),
        mails=list(Mail.objects.filter(pk__in=mail_ids).defer("subject", "text", "html", "to")),
        messages=_messages(dossier, deliveries, mail_ids),
    )


def _saved_steps(dossier: Dossier, definition: Definition, language: str) -> list[SavedStep]:
    """Return the steps saved so far in the order of the form; their answers are not even read."""
    saved = dict(StepAnswers.objects.filter(dossier=dossier).values_list("step", "saved_at"))
    return [
        SavedStep(step.title(language), saved[step.key]) for step in definition.steps if step.key in saved
    ]


def _messages(dossier: Dossier, deliveries: list[Delivery], mail_ids: list[str]) -> list[Message]:
    return list(Message.objects.about(dossier.pk, *(delivery.pk for delivery in deliveries), *mail_ids))

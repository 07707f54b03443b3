"""What is told of an event of a dossier: a CloudEvent that says what changed, and nothing of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import uuid5

from django.conf import settings
from django.urls import reverse

from dossiers.catalogue.published import published_version
from dossiers.states import TRANSITIONS, TRASHED, UNSENT, DossierEvent
from monespace.common.canonical import canonical_json

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from monespace.journal.models import Event

CONTENT_TYPE: Final = "application/cloudevents+json; charset=utf-8"
NEVER_SENT: Final = UNSENT | TRASHED
_SEEN: Final = {way.event for way in TRANSITIONS if way.target not in NEVER_SENT}
TAG_OF_WRITTEN: Final = "message.to_service"
WRITTEN: Final = "message_written"
"""The person wrote to the service; told to systems that read messages only."""
ANNOUNCED: Final[tuple[str, ...]] = (*(event for event in DossierEvent if event in _SEEN), WRITTEN)
"""What happens to a dossier that the competent service sees."""


class CloudEvent(NamedTuple):
    """An event in the envelope of CloudEvents 1.0."""

    id: str
    type: str
    subject: str
    time: str
    data: dict[str, Any]
    source: str = "urn:be-wallonie:monespace:dossiers"
    specversion: str = "1.0"
    datacontenttype: str = "application/json"


def type_of(event: str) -> str:
    """Return the type of the CloudEvent."""
    return f"be.wallonie.monespace.dossiers.{event}.v1"


def tag_of(event: str) -> str:
    """Return how the journal names the event."""
    return TAG_OF_WRITTEN if event == WRITTEN else f"dossier.{event}"


def event_of(happened: Event) -> str:
    """Return the event that the journal kept."""
    return WRITTEN if happened.tag == TAG_OF_WRITTEN else DossierEvent(happened.tag.removeprefix("dossier."))


def id_of(dossier: Dossier, version: int) -> str:
    """Return the id of an event, the same however often and to whomever it is told."""
    return str(uuid5(dossier.pk, str(version)))


def body_of(dossier: Dossier, happened: Event) -> bytes:
    """Return an event as it is sent, the same each time: it says how things stood when it happened.

    Its ``version`` is its place in the dossier's journal: it grows with each event, by one or more.
    """
    version = published_version(dossier.demarche_version_id)
    event = CloudEvent(
        id=id_of(dossier, happened.sequence),
        type=type_of(event_of(happened)),
        subject=str(dossier.pk),
        time=happened.recorded_at.isoformat(),
        data={
            "dossierId": str(dossier.pk),
            "href": f"{settings.SITE_URL}{reverse('api:dossier', kwargs={'dossier_id': dossier.pk})}",
            "demarche": {"slug": version.demarche.slug, "version": version.version},
            "state": happened.facts.get("state", dossier.state),
            "version": happened.sequence,
            **_message(dossier, happened),
        },
    )
    return canonical_json(event._asdict())


def _message(dossier: Dossier, happened: Event) -> dict[str, str]:
    """Return where the message is read that an event is about, if it is about one."""
    if event_of(happened) != WRITTEN:
        return {}
    ids = {"dossier_id": dossier.pk, "message_id": happened.facts["message"]}
    return {"message": f"{settings.SITE_URL}{reverse('api:message', kwargs=ids)}"}

"""Services at the other end of each gateway, as the conformance kit needs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from dossiers.gateways.mailbox import ARRIVED
from monespace.mail.models import Mail
from tests.gateways.conformance import WORDS, Mood

if TYPE_CHECKING:
    from pathlib import Path

    from dossiers.gateways.contract import Parcel
    from tests.submission.stub_service import StubService


class Web:
    """A service that takes JSON; it knows a parcel that it has by its key."""

    moods = frozenset(Mood)

    def __init__(self, service: StubService) -> None:
        self.service = service
        self.good_answer = service.answer

    def received(self) -> list[tuple[UUID, Any]]:
        """What it took, the last of each key."""
        taken = {headers["Idempotency-Key"]: json.loads(body) for headers, body in self.service.requests}
        return [(UUID(key), content) for key, content in taken.items()]

    def expected(self, parcel: Parcel) -> Any:
        """All of it."""
        return json.loads(json.dumps(parcel.content))

    def behave(self, mood: Mood) -> None:
        """Answer so, and forget what came."""
        self.service.may_answer.set()
        self.service.status = {Mood.DOWN: 503, Mood.REFUSING: 422}.get(mood, 201)
        self.service.answer = self.good_answer if mood is Mood.WELL else WORDS.encode()
        if mood is Mood.HANGING:
            self.service.may_answer.clear()
        self.service.is_slow = mood is Mood.DRIPPING
        self.service.requests.clear()


class Folder:
    """A service that collects from a folder."""

    moods = frozenset({Mood.WELL, Mood.DOWN})

    def __init__(self, place: Path) -> None:
        self.place = place

    def received(self) -> list[tuple[UUID, Any]]:
        """What lies there for it to see."""
        seen = [one for one in self.place.glob("*/*") if not one.name.startswith(".")]
        return [
            (UUID(one.name[-36:]), json.loads((one / "dossier.json").read_text())) for one in sorted(seen)
        ]

    def expected(self, parcel: Parcel) -> Any:
        """All of it; each document says which file it is."""
        content = json.loads(json.dumps(parcel.content))
        for document in content["documents"]:
            document["file"] = f"documents/{document['id']}.pdf"
        return content

    def behave(self, mood: Mood) -> None:
        """Be there, or be away as a disk that is not mounted."""
        away = self.place.with_name("away")
        if mood is Mood.DOWN:
            self.place.rename(away)
        elif away.exists():
            away.rename(self.place)


class Mailbox:
    """A service that is written to; what happens to a mail afterwards is the outbox's."""

    moods = frozenset({Mood.WELL})

    def received(self) -> list[tuple[UUID, Any]]:
        """The references that it was told."""
        mails = Mail.objects.filter(template=ARRIVED.template).order_by("created_at")
        return [(one.about, one.subject) for one in mails if one.about]

    def expected(self, parcel: Parcel) -> Any:
        """Which dossier, and no more."""
        return f"Le dossier {parcel.content['reference']} est arrivé"

    def behave(self, mood: Mood) -> None:
        """Stay as it is."""

"""The simulated object store, as tests choose its behaviour and read what lies there."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.gateways.conformance import Mood
from tests.support import plain_http

if TYPE_CHECKING:
    from dossiers.gateways.contract import Parcel

BEHAVIOURS = {Mood.DOWN: "fail", Mood.HANGING: "hang", Mood.REFUSING: "deny"}


class Depot:
    """A bucket, of which it shows what came since it was made."""

    moods = frozenset({Mood.WELL, *BEHAVIOURS})

    def __init__(self, address: str) -> None:
        self.address = f"{address}/s3/"
        self.answer("accept")
        self.earlier = set(self._all())

    def answer(self, behaviour: str) -> None:
        """Answer so from now on."""
        sent = plain_http.post(f"{self.address}comportement/", data={"behaviour": behaviour})
        assert sent.status_code == HTTPStatus.FOUND

    def objects(self) -> dict[str, str]:
        """Return what came, in the order in which it came: names and texts."""
        return {name: text for name, text in self._all().items() if name not in self.earlier}

    def received(self) -> list[tuple[UUID, Any]]:
        """What is whole for the service to see."""
        return [
            (UUID(name.split("/")[-2][-36:]), json.loads(text))
            for name, text in self.objects().items()
            if name.endswith("/dossier.json")
        ]

    def expected(self, parcel: Parcel) -> Any:
        """All of it; each document says which object it is."""
        content = json.loads(json.dumps(parcel.content))
        for document in content["documents"]:
            document["file"] = f"documents/{document['id']}.pdf"
        return content

    def behave(self, mood: Mood) -> None:
        """Be so."""
        self.answer(BEHAVIOURS.get(mood, "accept"))

    def _all(self) -> dict[str, str]:
        found: dict[str, str] = plain_http.get(f"{self.address}objects.json").json()
        return found

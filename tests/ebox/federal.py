"""The simulated federal e-Box, as tests choose its behaviour and read what lies there."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from monespace.simulators.bce.register import ENTERPRISES
from monespace.simulators.personas import PERSONAS
from tests.gateways.conformance import Mood
from tests.support import plain_http

if TYPE_CHECKING:
    from dossiers.gateways.contract import Parcel

USER, NO_USER = PERSONAS["citoyen"].national_number, PERSONAS["lecteur"].national_number
COMPANY, IDLE_COMPANY = list(ENTERPRISES)[:2]
BEHAVIOURS = {Mood.DOWN: "fail", Mood.HANGING: "hang", Mood.REFUSING: "refuse"}


class Federal:
    """The e-Boxes, of which it shows what came since it was made."""

    moods = frozenset({Mood.WELL, *BEHAVIOURS})

    def __init__(self, address: str) -> None:
        self.address = f"{address}/ebox/"
        self.answer("accept")
        self.earlier = {one["messageId"] for one in self._all()}

    def answer(self, behaviour: str) -> None:
        """Answer so from now on."""
        self._post("comportement/", {"behaviour": behaviour})

    def let_use(self, *owners: str) -> None:
        """Let these use their e-Box (``kind:number``), and nobody else."""
        self._post("activations/", {"used": list(owners)})

    def messages(self) -> list[dict[str, Any]]:
        """Return what came, the first one first."""
        return [one for one in self._all()[::-1] if one["messageId"] not in self.earlier]

    def received(self) -> list[tuple[UUID, Any]]:
        """What came, for the conformance kit."""
        return [
            (
                UUID(one["idempotency_key"]),
                (one["recipient"], one["subject"], [document["name"] for document in one["documents"]]),
            )
            for one in self.messages()
        ]

    def expected(self, parcel: Parcel) -> Any:
        """Whose, which, with its documents."""
        content = parcel.content
        recipient = {"eboxType": content["recipient"].kind, "eboxIdValue": content["recipient"].number}
        names = [document["name"] for document in content["documents"]]
        return recipient, {content["language"]: content["subject"]}, names

    def behave(self, mood: Mood) -> None:
        """Be so."""
        self.answer(BEHAVIOURS.get(mood, "accept"))

    def _all(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = plain_http.get(f"{self.address}messages.json").json()["messages"]
        return found

    def _post(self, path: str, form: Any) -> None:
        assert plain_http.post(f"{self.address}{path}", data=form).status_code == HTTPStatus.FOUND

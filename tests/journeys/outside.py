"""What came out at the other end: the mailbox and the back office, asked over HTTP."""

from __future__ import annotations

import json
import time
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from tests.support.pace import at_pace

if TYPE_CHECKING:
    from collections.abc import Callable

STEP = 0.1
PATIENCE = 60
Found = TypeVar("Found")


@dataclass(frozen=True)
class Outside:
    """The simulated outside world at ``site``."""

    site: str

    def mails(self, about: str = "") -> list[dict[str, Any]]:
        """Every mail whose text contains ``about``."""
        return [mail for mail in self._get("/mailbox/messages.json")["messages"] if about in mail["text"]]

    def received(self, reference: str) -> list[dict[str, Any]]:
        """What the back office keeps under ``reference``: one entry for each key it came with."""
        dossiers = self._get("/backoffice/dossiers.json")["dossiers"]
        return [dossier for dossier in dossiers if dossier["reference"] == reference]

    def behave(self, behaviour: str) -> None:
        """Have the back office answer so from now on."""
        body = json.dumps({"behaviour": behaviour}).encode()
        headers = {"Content-Type": "application/json"}
        address = f"{self.site}/backoffice/comportement.json"
        with urllib.request.urlopen(
            urllib.request.Request(address, body, headers), timeout=PATIENCE
        ) as answer:
            assert json.load(answer)["behaviour"] == behaviour

    def _get(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(self.site + path, timeout=PATIENCE) as answer:
            return json.load(answer)


def within(seconds: float, look: Callable[[], Found]) -> Found:
    """Return what ``look`` finds as soon as it finds something; fail after ``seconds`` of a quiet machine."""
    began = time.monotonic()
    while not (found := look()):
        took = time.monotonic() - began
        assert took < seconds or took < at_pace(seconds), f"not seen within {seconds} s"
        time.sleep(STEP)
    return found

"""What the portal told of dossiers: events, verified as Standard Webhooks says, each once by its id."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

WINDOW_SECONDS = 300
MOST_KEPT = 200


@dataclass(kw_only=True)
class Told:
    """One event, known by its id however often it came."""

    body: dict[str, Any]
    times: int = 1

    @property
    def kind(self) -> str:
        """What happened: the last word but one of its type."""
        return self.body["type"].split(".")[-2]


class Events:
    """The latest events by id, safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, Told] = {}

    def keep(self, body: dict[str, Any]) -> None:
        """Keep an event; one that is known only counts."""
        with self._lock:
            if known := self._told.get(body["id"]):
                known.times += 1
                return
            self._told[body["id"]] = Told(body=body)
            for oldest in list(self._told)[:-MOST_KEPT]:
                del self._told[oldest]

    def all(self) -> list[Told]:
        """Every event that is kept, the latest first."""
        with self._lock:
            return list(self._told.values())[::-1]


def is_signed(headers: Mapping[str, str], body: bytes, key: bytes) -> bool:
    """Whether one of the signatures is of this id, time and body, by ``key``, and made lately."""
    sent_at = headers.get("webhook-timestamp", "")
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > WINDOW_SECONDS:
        return False
    content = f"{headers.get('webhook-id', '')}.{sent_at}.".encode() + body
    digest = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(one.encode(), f"v1,{digest}".encode()) for one in given)


events = Events()

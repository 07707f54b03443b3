"""What the back office has received, in memory, and how it answers from now on."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class Behaviour(StrEnum):
    """How the back office answers."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    FAIL = "fail"
    HANG = "hang"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """What it does, in words."""
        return {
            Behaviour.ACCEPT: "Accepter : 201, ou 200 si la clé est déjà connue",
            Behaviour.REFUSE: "Refuser : 422, rien n’est gardé",
            Behaviour.FAIL: "Échouer : 503, rien n’est gardé",
            Behaviour.HANG: "Ne pas répondre pendant 30 secondes, rien n’est gardé",
            Behaviour.DUPLICATE: "Garder, mais perdre la réponse : 503 ; le portail renverra le même dossier",
        }[self]


@dataclass(kw_only=True)
class Received:
    """One dossier, known by its idempotency key however often it came."""

    key: str
    body: dict[str, Any]
    service_reference: str
    acknowledged_at: str
    times: int = 1


class KeyReusedError(ValueError):
    """The same key came with another content."""


class Store:
    """The dossiers by idempotency key, safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._received: dict[str, Received] = {}
        self.behaviour = Behaviour.ACCEPT

    def keep(self, key: str, body: dict[str, Any]) -> tuple[Received, bool]:
        """Keep a delivery; return it, and whether it is new. The same key gives the same answer."""
        with self._lock:
            if known := self._received.get(key):
                if known.body != body:
                    raise KeyReusedError(key)
                known.times += 1
                return known, False
            received = Received(
                key=key,
                body=body,
                service_reference=f"SPW-{datetime.now(UTC):%Y}-{len(self._received) + 1:06}",
                acknowledged_at=datetime.now(UTC).isoformat(),
            )
            self._received[key] = received
            return received, True

    def all(self) -> list[Received]:
        """Every dossier, the latest first."""
        with self._lock:
            return list(self._received.values())[::-1]


store = Store()

"""Who uses their e-Box, and what lies in it, in memory; and how it answers from now on."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from monespace.simulators.bce.register import ENTERPRISES
from monespace.simulators.personas import PERSONAS

USED_AT_FIRST = ("citoyen", "citoyenne-de")
KEPT_DAYS = 365


class Behaviour(StrEnum):
    """How it answers a message."""

    ACCEPT = "accept"
    NEVER_OPENED = "never_opened"
    REFUSE = "refuse"
    FAIL = "fail"
    HANG = "hang"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """What it does, in words."""
        return {
            Behaviour.ACCEPT: "Accepter : 201",
            Behaviour.NEVER_OPENED: "Accepter, et dire que l’e-Box n’a jamais été ouverte (NO_DIGITAL_USER)",
            Behaviour.REFUSE: "Refuser : 400, rien n’est gardé",
            Behaviour.FAIL: "Échouer : 503, rien n’est gardé",
            Behaviour.HANG: "Ne pas répondre pendant 30 secondes, rien n’est gardé",
            Behaviour.DUPLICATE: "Garder, mais perdre la réponse : 503 ; le portail renverra le même message",
        }[self]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose e-Box: ``kind`` and ``number`` as the contract writes them."""

    kind: str
    number: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document of a message."""

    name: str
    kind: str
    content: bytes = field(repr=False)
    is_main: bool


@dataclass(kw_only=True)
class Message:
    """What lies in an e-Box, once however often it came under its key."""

    key: str
    sent: dict[str, Any]
    documents: list[Document]
    number: int
    id: str = field(default_factory=lambda: str(uuid4()))
    received_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    times: int = 1

    @property
    def subject(self) -> str:
        """Its title, in its one language."""
        return next(iter(self.sent["subject"].values()))

    @property
    def text(self) -> str:
        """What is written with it."""
        return next(iter(self.sent.get("bodyContent", {}).values()), "")

    @property
    def recipient(self) -> Owner | None:
        """Whose e-Box it lies in."""
        said = self.sent["recipient"]
        return OWNERS.get((said["eboxType"], said["eboxIdValue"]))

    @property
    def expires_at(self) -> datetime:
        """When it goes."""
        return self.received_at + timedelta(days=KEPT_DAYS)


def _owners() -> list[Owner]:
    people = [
        Owner(kind="citizen", number=one.national_number, name=one.name)
        for one in PERSONAS.values()
        if one.national_number
    ]
    return people + [
        Owner(kind="enterprise", number=one.number, name=one.name) for one in ENTERPRISES.values()
    ]


OWNERS = {(one.kind, one.number): one for one in _owners()}


class Boxes:
    """The e-Boxes, safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._messages: dict[str, Message] = {}
        self.tokens: set[str] = set()
        self.behaviour = Behaviour.ACCEPT
        self.used = {("citizen", PERSONAS[key].national_number) for key in USED_AT_FIRST} | {
            ("enterprise", next(iter(ENTERPRISES)))
        }

    def keep(self, key: str, sent: dict[str, Any], documents: list[Document]) -> Message:
        """Keep a message; one that is known by its key only counts."""
        with self._lock:
            if known := self._messages.get(key):
                known.times += 1
                return known
            message = Message(key=key, sent=sent, documents=documents, number=len(self._messages) + 1)
            self._messages[key] = message
            return message

    def all(self) -> list[Message]:
        """Every message, the latest first."""
        with self._lock:
            return list(self._messages.values())[::-1]

    def is_used(self, kind: str, number: str) -> bool:
        """Whether somebody opens this e-Box."""
        return (kind, number) in self.used


boxes = Boxes()

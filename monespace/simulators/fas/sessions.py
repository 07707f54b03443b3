"""Who is signed in at the simulated federation, in memory: one session a browser, one index a sign-in."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from monespace.simulators.fas.saml import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable

COOKIE = "fas-session"


class Named(NamedTuple):
    """How an assertion names a session: the person's name in it, and its index."""

    name: str
    index: str

    @classmethod
    def new(cls) -> Named:
        """Return a name and an index that nobody had."""
        return cls(new_id(), new_id())


@dataclass
class FasSession:
    """A person who identified in one browser, under one name, and the index of each sign-in since."""

    persona: str
    name: str = field(default_factory=new_id)
    indexes: list[str] = field(default_factory=list)


class Store:
    """The sessions by their cookie, safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, FasSession] = {}

    def sign_in(self, cookie: str, persona: str) -> Named:
        """Go on with the browser's session, or begin one when it is another person's; return a new index."""
        with self._lock:
            session = self._sessions.get(cookie)
            if session is None or session.persona != persona:
                session = self._sessions[cookie] = FasSession(persona)
            session.indexes.append(new_id())
            return Named(session.name, session.indexes[-1])

    def of(self, cookie: str) -> FasSession | None:
        """Return the browser's session."""
        return self._sessions.get(cookie)

    def end(self, cookie: str) -> FasSession | None:
        """End the browser's session and return it."""
        with self._lock:
            return self._sessions.pop(cookie, None)

    def end_named(self, name: str, indexes: Iterable[str]) -> bool:
        """End the session of this name that has one of ``indexes``; return whether there was one."""
        with self._lock:
            for cookie, session in self._sessions.items():
                if session.name == name and set(indexes) & set(session.indexes):
                    del self._sessions[cookie]
                    return True
        return False


store = Store()

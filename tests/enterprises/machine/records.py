"""What the model writes down: one record for each row the portal should have, people and firms by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from datetime import date, datetime

PEOPLE = ("Ann", "Bert", "Cleo", "Dirk")
FIRMS = ("bakery", "office")

# Written out here a second time on purpose: the portal's own table is what is under test.
OWNER = frozenset({"dossiers.read", "dossiers.fill", "dossiers.submit", "members.see"})
COLLEAGUE = frozenset({"dossiers.read", "dossiers.fill", "members.see"})
READER = frozenset({"dossiers.read", "members.see"})
MANAGER = frozenset({"members.see", "members.manage"})
RIGHTS = {"proprietaire": OWNER, "collaborateur": COLLEAGUE, "lecteur": READER}
ROLES = tuple(RIGHTS)


def address_of(person: str) -> str:
    """Return the address in a person's profile."""
    return f"{person.lower()}@exemple.be"


@dataclass(eq=False)
class Designation:
    """Somebody manages the accesses of a firm."""

    person: str
    firm: str
    kind: str
    self_made: bool = False  # by the representative, for themselves
    ended: str = ""  # the reason
    row: Any = field(default=None, repr=False)


@dataclass(eq=False)
class Access:
    """A role over a period."""

    person: str
    firm: str
    role: str
    starts: date
    ends: date
    ended: bool = False
    by_function: bool = False  # taken by the representative, for themselves

    @property
    def terms(self) -> tuple[str, date, date]:
        """What it gives."""
        return self.role, self.starts, self.ends


@dataclass(eq=False)
class Invite:
    """A link sent to an address; ``meant`` is the person whose name it says."""

    sender: str
    firm: str
    address: str
    meant: str | None
    role: str
    ends: date
    expires: datetime
    holder: str = ""  # the manager it was handed to
    accepted_by: str | None = None
    settled: bool = False
    access: Access | None = None
    declined: bool = False
    revoked: bool = False
    row: Any = field(default=None, repr=False)
    tokens: list[str] = field(default_factory=list, repr=False)

    @property
    def worth(self) -> str:
        """Whose rights it is worth."""
        return self.holder or self.sender

    @property
    def unanswered(self) -> bool:
        """Whether nobody answered it or took it back, even when it is too old."""
        return not (self.accepted_by or self.declined or self.revoked)

    @property
    def to_confirm(self) -> bool:
        """Whether it was accepted under another name and nobody said yet what that means."""
        return self.accepted_by is not None and not self.settled

    @property
    def facts(self) -> tuple[str | None, bool, bool, bool, bool]:
        """What the row must say too."""
        return self.accepted_by, self.settled, self.access is not None, self.declined, self.revoked


@dataclass(eq=False)
class Request:
    """Somebody asks for a role."""

    DECLINED: ClassVar = ("declined",)
    WITHDRAWN: ClassVar = ("withdrawn",)

    person: str
    firm: str
    asked: datetime
    answer: tuple[Any, ...] = ()  # how it ended: granted with these terms, DECLINED or WITHDRAWN
    row: Any = field(default=None, repr=False)


@dataclass(eq=False)
class Deal:
    """A mandate: the staff of ``holder`` act for ``client``."""

    client: str
    holder: str
    proposer: str
    role: str
    starts: date
    ends: date
    giver: str = ""  # who agreed to it for the client
    accepted: datetime | None = None
    declined: bool = False
    ended: bool = False
    row: Any = field(default=None, repr=False)

    @property
    def facts(self) -> tuple[bool, bool, bool]:
        """What the row must say too."""
        return self.accepted is not None, self.declined, self.ended

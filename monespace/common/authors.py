"""Who does something: what the journal and the mails ask of whoever acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import _User as User  # the model that AUTH_USER_MODEL names


class Author(Protocol):
    """Who acts: a person for themselves or for an enterprise, a system outside, or the portal."""

    @property
    def user(self) -> User | None:
        """The person; None when the portal or another system acts by itself."""

    @property
    def on_behalf_of(self) -> str:
        """The ten digits of the number of the enterprise in whose name they act; empty without one."""


@dataclass(frozen=True, slots=True)
class System:
    """The portal itself, when a task or a command acts: no person, no enterprise."""

    user: None = None
    on_behalf_of: str = ""


SYSTEM = System()


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A system outside the portal that acts by itself, known by an id of ours: no person, no enterprise."""

    machine_id: UUID
    user: None = None
    on_behalf_of: str = ""

"""Who acts, in which space and with which rights: built once per request, then passed around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enterprises.permissions import CITIZEN_PERMISSIONS, Permission, permissions_of
from monespace.common.levels import Level

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.permissions import Role
    from enterprises.spaces import Space


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in a space, or the system itself (no person, no space, every permission)."""

    user: User | None = None
    space: Space | None = None
    role: Role | None = None
    is_gap: bool = False
    level: Level = Level.NONE
    method: str = ""

    def __post_init__(self) -> None:
        if (self.user is None) != (self.space is None):
            raise ValueError("A person acts in a space; the system acts in none.")
        if (self.role or self.is_gap) and (self.space is None or self.space.is_citizen):
            raise ValueError("Roles and designations exist in enterprises only.")

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the actor may do in the space."""
        if self.space is None:
            return frozenset(Permission)
        if self.space.is_citizen:
            return CITIZEN_PERMISSIONS
        return permissions_of(self.role, is_gap=self.is_gap)

    @property
    def is_system(self) -> bool:
        """Whether no person acts: a task or a command."""
        return self.user is None

    @property
    def is_agent(self) -> bool:
        """Whether the person also works for the administration; this gives no right in a space."""
        return self.user is not None and self.user.is_staff

    def can(self, permission: Permission) -> bool:
        """Whether the actor has ``permission`` in the space."""
        return permission in self.permissions


SYSTEM = Actor()

"""Who acts, in which space and with which rights: built once per request, then passed around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.levels import method_words
from enterprises.rights.permissions import CITIZEN_PERMISSIONS, Permission, Role, permissions_of
from enterprises.rights.terms import WHOLE, Scope
from monespace.common.levels import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.mandate_models import Mandate
    from enterprises.rights.spaces import LatestUse

CITIZEN_KEY = "citoyen"


def space_key(enterprise: Enterprise | None) -> str:
    """Return how addresses name the space of an enterprise, or a person's own for None."""
    return CITIZEN_KEY if enterprise is None else enterprise.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Where dossiers belong: a person's own space or an enterprise's, never both (ADR 0007)."""

    user: User | None = None
    enterprise: Enterprise | None = None

    def __post_init__(self) -> None:
        if (self.user is None) == (self.enterprise is None):
            raise ValueError("A space belongs to a person or to an enterprise.")

    @property
    def kind(self) -> Literal["citizen", "enterprise"]:
        """Whose space it is."""
        return "citizen" if self.enterprise is None else "enterprise"

    @property
    def is_citizen(self) -> bool:
        """Whether it is a person's own space."""
        return self.enterprise is None

    @property
    def has_stopped(self) -> bool:
        """Whether it belongs to an enterprise that has ceased its activities, as the BCE says."""
        return self.enterprise is not None and self.enterprise.has_stopped

    @property
    def key(self) -> str:
        """How addresses name it: ``citoyen`` or the ten digits of the BCE number."""
        return space_key(self.enterprise)

    @property
    def label(self) -> str:
        """Its name on pages."""
        return _("Espace Citoyen") if self.enterprise is None else self.enterprise.display_name

    @property
    def url(self) -> str:
        """Its dashboard."""
        return reverse("dossiers:dashboard", kwargs={"space": self.key})


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in a space: for themselves, as a member of the enterprise, or by a mandate it gave."""

    user: User
    space: Space
    role: Role | None = None
    is_gap: bool = False
    mandate: Mandate | None = None
    scope: Scope = WHOLE
    use: LatestUse | None = None
    level: Level = Level.NONE
    method: str = ""

    def __post_init__(self) -> None:
        if self.space.is_citizen and (self.role or self.is_gap or self.mandate):
            raise ValueError("Roles and designations exist in enterprises only.")

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the person may do in the space."""
        if self.space.is_citizen:
            return CITIZEN_PERMISSIONS
        return permissions_of(self.role, is_gap=self.is_gap, is_mandated=self.mandate is not None)

    @property
    def enterprises(self) -> tuple[Enterprise | None, ...]:
        """The enterprises in whose name the person acts: the space's, and the one that holds the mandate."""
        return (self.space.enterprise, self.mandate.holder if self.mandate else None)

    @property
    def on_behalf_of(self) -> str:
        """The number of the space's enterprise, empty in a citizen's."""
        return self.space.enterprise.number if self.space.enterprise else ""

    @property
    def capacity(self) -> dict[str, Any]:
        """As what, and how surely known, the person acts: kept beside what they do."""
        capacity = {"role": self.role or "", "level": int(self.level), "method": self.method}
        return capacity | {"mandate": str(self.mandate.pk)} if self.mandate else capacity

    def can(self, permission: Permission) -> bool:
        """Whether the person has ``permission`` in the space."""
        return permission in self.permissions


def capacity_words(kept: Mapping[str, Any]) -> str:
    """Return role, means and level of assurance as kept with an act (``Actor.capacity``), in words."""
    if not kept.get("level"):
        return ""
    words = [str(Role(kept["role"]).label)] if kept["role"] else []
    known = {"means": method_words(kept["method"]), "level": kept["level"]}
    words.append(_("%(means)s, niveau %(level)s") % known)
    return ", ".join(words)

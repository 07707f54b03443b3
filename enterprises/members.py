"""Who is in an enterprise now, person by person, and what each role may do: the members page's material."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from enterprises.models import GapDesignation
from enterprises.permissions import GAP_PERMISSIONS, PERMISSION_LABELS, Permission, roles_with
from enterprises.sorting import folded

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from enterprises.models import Enterprise, Membership


@dataclass(slots=True)
class Member:
    """A person with a membership, a designation, or both."""

    person: User
    membership: Membership | None = None
    designation: GapDesignation | None = None
    last_used_on: date | None = None

    def sort_key(self) -> tuple[str, str]:
        """Return what members are listed by: last name, then first name."""
        return folded(self.person.last_name), folded(self.person.first_name)

    @property
    def is_principal(self) -> bool:
        """Whether the person is the main access manager."""
        return self.designation is not None and self.designation.kind == GapDesignation.Kind.PRINCIPAL


@dataclass(frozen=True, slots=True)
class Right:
    """One right, in words, and the words for who has it."""

    label: str
    holders: list[str]


def members_of(enterprise: Enterprise) -> list[Member]:
    """Return the people with an access in force or to come, or a designation, by name, in two queries.

    Their last use counts the accesses that they had before: a role that changed begins no new life.
    """
    found: dict[object, Member] = {}
    accesses: Any = enterprise.memberships.open().with_last_use().select_related("user", "establishment")
    for access in accesses:
        found[access.user_id] = Member(access.user, membership=access, last_used_on=access.last_used_on)
    for designation in enterprise.gap_designations.current().select_related("user"):
        member = found.setdefault(designation.user_id, Member(designation.user))
        member.designation = designation
    return sorted(found.values(), key=Member.sort_key)


def rights_table() -> list[Right]:
    """Return the table of rights as the members page prints it, one row for each."""
    rows = []
    for permission in Permission:
        holders = [str(role.label) for role in roles_with(permission)]
        if permission in GAP_PERMISSIONS:
            holders.append(_("Gestionnaire d’accès (GAP)"))
        rows.append(Right(str(PERMISSION_LABELS[permission]), holders))
    return rows


def rights_of_role(role: str) -> list[str]:
    """Return what a role allows, in words."""
    return [str(PERMISSION_LABELS[permission]) for permission in Permission if role in roles_with(permission)]

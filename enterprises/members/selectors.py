"""Who is in an enterprise now, person by person, as a page and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from enterprises.rights.models import GapDesignation
from monespace.common.db import get_or_not_visible
from monespace.common.folding import folded
from monespace.common.spreadsheets import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.models import Membership


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


def get_membership(enterprise: Enterprise, membership_id: UUID) -> Membership:
    """Return an access to the enterprise, ended ones included; any other does not exist."""
    found = enterprise.memberships.select_related("user", "enterprise").filter(pk=membership_id)
    return get_or_not_visible(found)


def members_csv(members: Iterable[Member]) -> str:
    """Return one line for each member."""
    headings = [
        _("Nom"),
        _("Prénom"),
        _("Rôle"),
        _("Depuis le"),
        _("Jusqu’au"),
        _("Établissement"),
        _("Démarches"),
        _("Gestion des accès"),
        _("Dernière utilisation"),
    ]
    return csv_text([headings, *map(_values, members)])


def _values(member: Member) -> list[str]:
    person, access, designation = member.person, member.membership, member.designation
    terms, last_use = [""] * 5, ""
    if access:
        establishment = access.establishment.number if access.establishment else ""
        period = [access.starts_on.isoformat(), access.ends_on.isoformat()]
        terms = [access.get_role_display(), *period, establishment, ", ".join(access.demarches)]
        last_use = member.last_used_on.isoformat() if member.last_used_on else _("jamais")
    manages = designation.get_kind_display() if designation else ""
    return [person.last_name, person.first_name, *terms, manages, last_use]

"""Everybody who may enter an enterprise's space now, with the rights that each would have there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enterprises.rights.actor import Actor
from enterprises.rights.models import Membership
from enterprises.rights.permissions import Role
from enterprises.rights.scope import Scope
from enterprises.rights.spaces import Space, role_under, scope_under
from monespace.common.folding import folded

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.register.models import Enterprise


def people_with_access(enterprise: Enterprise) -> list[Actor]:
    """Return them by name, each as ``enter`` would make them, in four queries whatever their number.

    Members act as such, even where another enterprise of theirs has a mandate; where two holders employ a
    person, the mandate agreed first counts. Nobody acts by a mandate that they gave for the client.
    """
    space = Space(enterprise=enterprise)
    found = _members(enterprise, space)
    mandates: Any = enterprise.mandates_given.in_force().select_related("client", "holder")
    staff = Membership.objects.filter(enterprise__in=[mandate.holder_id for mandate in mandates]).current()
    by_holder: dict[int, list[Membership]] = {}
    for access in staff.select_related("user"):
        by_holder.setdefault(access.enterprise_id, []).append(access)
    for mandate in sorted(mandates, key=lambda mandate: mandate.accepted_at):
        for access in by_holder.get(mandate.holder_id, []):
            if access.user_id == mandate.given_by_id:
                continue
            mandate.staff = {"role": access.role, "demarches": access.demarches}
            acting = Actor(
                user=access.user,
                space=space,
                role=role_under(mandate),
                scope=scope_under(mandate),
                mandate=mandate,
            )
            found.setdefault(access.user_id, acting)
    return sorted(found.values(), key=lambda actor: _name(actor.user))


def _members(enterprise: Enterprise, space: Space) -> dict[Any, Actor]:
    """Return members and access managers by person."""
    managers = {one.user_id: one.user for one in enterprise.gap_designations.current().select_related("user")}
    found = {
        person_id: Actor(user=person, space=space, is_gap=True) for person_id, person in managers.items()
    }
    for access in enterprise.memberships.current().select_related("user"):
        found[access.user_id] = Actor(
            user=access.user,
            space=space,
            role=Role(access.role),
            is_gap=access.user_id in managers,
            scope=Scope.of(access.establishment_id, access.demarches),
        )
    return found


def _name(person: User) -> tuple[str, str]:
    return folded(person.last_name), folded(person.first_name)

"""Who may do what in a space: one table, read by views, templates and tests alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """A right in a space."""

    READ_DOSSIERS = "dossiers.read"
    FILL_DOSSIERS = "dossiers.fill"
    SUBMIT_DOSSIERS = "dossiers.submit"
    SEE_MEMBERS = "members.see"
    MANAGE_MEMBERS = "members.manage"


class Role(models.TextChoices):
    """What a member is in an enterprise. GAP is not a role: it is a designation added to one."""

    PROPRIETAIRE = "proprietaire", _("Propriétaire")
    COLLABORATEUR = "collaborateur", _("Collaborateur")
    LECTEUR = "lecteur", _("Lecteur")


PERMISSION_LABELS = {
    Permission.READ_DOSSIERS: _("Lire les dossiers de l’entreprise"),
    Permission.FILL_DOSSIERS: _("Remplir des brouillons, ajouter des documents, écrire des messages"),
    Permission.SUBMIT_DOSSIERS: _("Envoyer ou retirer un dossier au nom de l’entreprise"),
    Permission.SEE_MEMBERS: _("Voir les membres"),
    Permission.MANAGE_MEMBERS: _("Inviter, changer les rôles, mettre fin aux accès"),
}
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PROPRIETAIRE: frozenset(
        {
            Permission.READ_DOSSIERS,
            Permission.FILL_DOSSIERS,
            Permission.SUBMIT_DOSSIERS,
            Permission.SEE_MEMBERS,
        }
    ),
    Role.COLLABORATEUR: frozenset(
        {Permission.READ_DOSSIERS, Permission.FILL_DOSSIERS, Permission.SEE_MEMBERS}
    ),
    Role.LECTEUR: frozenset({Permission.READ_DOSSIERS, Permission.SEE_MEMBERS}),
}
GAP_PERMISSIONS = frozenset({Permission.SEE_MEMBERS, Permission.MANAGE_MEMBERS})
CITIZEN_PERMISSIONS = frozenset(
    {Permission.READ_DOSSIERS, Permission.FILL_DOSSIERS, Permission.SUBMIT_DOSSIERS}
)


def permissions_of(
    role: Role | None, *, is_gap: bool = False, is_mandated: bool = False
) -> frozenset[Permission]:
    """Return what a role and a GAP designation allow together in an enterprise.

    Who acts by mandate has the rights of the role on dossiers, and does not see the client's members.
    """
    by_role = ROLE_PERMISSIONS[role] if role else frozenset()
    if is_mandated:
        return by_role - {Permission.SEE_MEMBERS}
    return by_role | GAP_PERMISSIONS if is_gap else by_role


def weaker(one: Role, other: Role) -> Role:
    """Return the role that allows less: roles are declared from the strongest to the weakest."""
    return max(one, other, key=list(Role).index)


def roles_with(permission: Permission) -> list[Role]:
    """Return the roles that have ``permission``."""
    return [role for role in Role if permission in ROLE_PERMISSIONS[role]]


@dataclass(frozen=True, slots=True)
class Right:
    """One right, in words, and the words for who has it."""

    label: str
    holders: list[str]


def rights_table() -> list[Right]:
    """Return the table of rights as the members page prints it, one row for each."""
    rows = []
    for permission in Permission:
        holders = [str(role.label) for role in roles_with(permission)]
        if permission in GAP_PERMISSIONS:
            holders.append(gettext("Gestionnaire d’accès (GAP)"))
        rows.append(Right(str(PERMISSION_LABELS[permission]), holders))
    return rows


def rights_of_role(role: str) -> list[str]:
    """Return what a role allows, in words."""
    return [str(PERMISSION_LABELS[permission]) for permission in Permission if role in roles_with(permission)]

"""Why somebody may or may not do something in a space, in words, and who can help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enterprises.models import Enterprise, GapDesignation, Membership
from enterprises.permissions import PERMISSION_LABELS, Permission, roles_with

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enterprises.actor import Actor

Target = Enterprise | Membership | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A yes or a no, and its reason as full sentences for the person."""

    allowed: bool
    reason: str


def explain(actor: Actor, permission: Permission, target: Target = None) -> Explanation:
    """Say whether ``actor`` has ``permission`` in their space (on ``target``, when given), and why.

    Names of colleagues appear only to people of the same enterprise.
    """
    if actor.is_system:
        return Explanation(allowed=True, reason=_("Le portail agit de lui-même."))
    if target is not None and _enterprise_of(target) != actor.space.enterprise:
        return Explanation(allowed=False, reason=_("Cela ne relève pas de l’espace où vous êtes."))
    if permission is Permission.MANAGE_MEMBERS and _is_own_membership(actor, target):
        return Explanation(
            allowed=False,
            reason=_join(_("Personne ne change ses propres droits."), _who_may(actor, permission)),
        )
    if actor.can(permission):
        return Explanation(allowed=True, reason=_why_allowed(actor, permission))
    return Explanation(allowed=False, reason=_why_refused(actor, permission))


def _enterprise_of(target: Enterprise | Membership) -> Enterprise:
    return target.enterprise if isinstance(target, Membership) else target


def _is_own_membership(actor: Actor, target: Target) -> bool:
    return isinstance(target, Membership) and target.user_id == actor.user.pk


def _why_allowed(actor: Actor, permission: Permission) -> str:
    if actor.space.is_citizen:
        return _("Vous agissez en votre nom personnel.")
    if actor.role in roles_with(permission):
        return _("Votre rôle dans cette entreprise est « %(role)s ».") % {"role": actor.role.label}
    return _("Vous gérez les accès de cette entreprise.")


def _why_refused(actor: Actor, permission: Permission) -> str:
    if actor.space.is_citizen:
        return _("Votre Espace Citoyen est à vous seul : il n’a pas de membres.")
    label = PERMISSION_LABELS[permission]
    if actor.role:
        refusal = _("Votre rôle « %(role)s » ne donne pas ce droit : « %(permission)s ».") % {
            "role": actor.role.label,
            "permission": label,
        }
    else:
        refusal = _("La gestion des accès ne donne pas ce droit : « %(permission)s ».") % {
            "permission": label
        }
    return _join(refusal, _who_may(actor, permission), _who_grants(actor, permission))


def _who_may(actor: Actor, permission: Permission) -> str:
    """Name the colleagues who have ``permission`` now."""
    if permission is Permission.MANAGE_MEMBERS:
        holders = GapDesignation.objects.current()
    else:
        holders = Membership.objects.current().allowing(permission)
    names = _names(holders.filter(enterprise=actor.space.enterprise).exclude(user=actor.user))
    if not names:
        return ""
    return ngettext(
        "Une personne de votre entreprise l’a : %(names)s.",
        "Des personnes de votre entreprise l’ont : %(names)s.",
        len(names),
    ) % {"names": ", ".join(names)}


def _who_grants(actor: Actor, permission: Permission) -> str:
    """Name who can change the actor's role, or say how the enterprise gets such a person."""
    if permission is Permission.MANAGE_MEMBERS or actor.is_gap:
        return _("Le représentant légal de l’entreprise désigne les gestionnaires d’accès.")
    managers = _names(GapDesignation.objects.current().filter(enterprise=actor.space.enterprise))
    if not managers:
        return _(
            "Cette entreprise n’a pas de gestionnaire d’accès : "
            "son représentant légal doit d’abord en désigner un."
        )
    return _("Pour obtenir un autre rôle, adressez-vous à la gestion des accès : %(names)s.") % {
        "names": ", ".join(managers)
    }


def _names(holders: Iterable[Membership | GapDesignation]) -> list[str]:
    return sorted(holder.user.display_name for holder in holders.select_related("user"))


def _join(*sentences: str) -> str:
    return " ".join(filter(None, sentences))

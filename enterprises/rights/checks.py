"""A person's rights in a space as they are now: the check that services and views share, and its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enterprises.register.models import Enterprise
from enterprises.rights.actor import CITIZEN_KEY, Actor, Space
from enterprises.rights.models import Membership
from enterprises.rights.permissions import PERMISSION_LABELS, Permission, Role, permissions_of, roles_with
from enterprises.rights.spaces import enterprise_card
from monespace.common.errors import Forbidden, NotVisible

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.rights.mandate_models import Mandate
    from enterprises.rights.querysets import GapDesignationQuerySet, MembershipQuerySet
    from monespace.common.authors import System
    from monespace.common.levels import Level


Target = Enterprise | Membership | None
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Explanation:
    """A yes or a no, and its reason as full sentences for the person."""

    allowed: bool
    reason: str


def enter(user: User, space_key: str, *, level: Level, method: str) -> Actor:
    """Return ``user`` as an actor with the rights of now, read in one query; raise NotVisible without any."""
    if space_key == CITIZEN_KEY:
        return Actor(user=user, space=Space(user=user), level=level, method=method)
    card = enterprise_card(user, space_key)
    if card is None:
        raise NotVisible
    return Actor(
        user=user,
        space=card.space,
        role=card.held_role,
        is_gap=card.gap_kind is not None,
        mandate=card.mandate,
        scope=card.scope,
        use=card.use,
        level=level,
        method=method,
    )


def require(actor: Actor | System, permission: Permission, target: Target = None) -> None:
    """Raise Forbidden, with the reason and who can help, unless ``actor`` has ``permission``."""
    explanation = explain(actor, permission, target)
    if not explanation.allowed:
        raise Forbidden(permission, message=explanation.reason)


def require_now(actor: Actor | System, permission: Permission, target: Target = None) -> None:
    """Do as ``require`` with rights read anew: for services, once they hold the lock they need.

    Raise NotVisible when the person reaches other dossiers than when the request began: what was read for it
    may be out of reach.
    """
    if isinstance(actor, Actor):
        now = enter(actor.user, actor.space.key, level=actor.level, method=actor.method)
        if (now.scope, now.mandate) != (actor.scope, actor.mandate):
            raise NotVisible
        actor = now
    require(actor, permission, target)


def explain(actor: Actor | System, permission: Permission, target: Target = None) -> Explanation:
    """Say whether ``actor`` has ``permission`` in their space (on ``target``, when given), and why.

    Names of colleagues appear only to people of the same enterprise.
    """
    if not isinstance(actor, Actor):
        return Explanation(allowed=True, reason=_("Le portail agit de lui-même."))
    enterprise = actor.space.enterprise
    if target is not None and _enterprise_of(target) != enterprise:
        return Explanation(allowed=False, reason=_("Cela ne relève pas de l’espace où vous êtes."))
    if enterprise is None:
        return _in_citizen_space(actor, permission)
    if permission is Permission.MANAGE_MEMBERS and _is_own_membership(actor, target):
        return Explanation(
            allowed=False,
            reason=_join(
                _("Vous ne pouvez pas changer vos propres droits."), _who_may(actor, enterprise, permission)
            ),
        )
    if actor.can(permission):
        return Explanation(allowed=True, reason=_why_allowed(actor, permission))
    if actor.mandate:
        reason = _beyond_mandate(actor, actor.mandate, permission)
    else:
        reason = _join(
            _why_refused(actor, permission),
            _who_may(actor, enterprise, permission),
            _who_grants(actor, enterprise, permission),
        )
    return Explanation(allowed=False, reason=reason)


def explain_all(actor: Actor) -> list[tuple[str, Explanation]]:
    """Return each right, in words, with its yes or no and the reason."""
    return [(str(PERMISSION_LABELS[permission]), explain(actor, permission)) for permission in Permission]


def _enterprise_of(target: Enterprise | Membership) -> Enterprise:
    return target.enterprise if isinstance(target, Membership) else target


def _is_own_membership(actor: Actor, target: Target) -> bool:
    return isinstance(target, Membership) and target.user_id == actor.user.pk


def _in_citizen_space(actor: Actor, permission: Permission) -> Explanation:
    if actor.can(permission):
        return Explanation(allowed=True, reason=_("Vous agissez en votre nom personnel."))
    return Explanation(
        allowed=False, reason=_("Votre Espace Citoyen est à vous seul : il n’a pas de membres.")
    )


def _why_allowed(actor: Actor, permission: Permission) -> str:
    if actor.mandate:
        return _("Vous agissez par le mandat que cette entreprise a donné à %(holder)s.") % {
            "holder": actor.mandate.holder.display_name
        }
    if actor.role and actor.role in roles_with(permission):
        return _("Votre rôle dans cette entreprise est « %(role)s ».") % {"role": actor.role.label}
    return _("Vous gérez les accès de cette entreprise.")


def _beyond_mandate(actor: Actor, mandate: Mandate, permission: Permission) -> str:
    """Name who manages the accesses where the person works, and nobody of the client's."""
    words = {"holder": mandate.holder.display_name, "client": mandate.client.display_name}
    if permission not in permissions_of(Role.PROPRIETAIRE, is_mandated=True):
        return (
            _(
                "Vous agissez par mandat : un mandat donne des droits sur les dossiers, jamais sur les "
                "membres. Adressez-vous à %(client)s."
            )
            % words
        )
    managers = _names(mandate.holder.gap_designations.current().exclude(user=actor.user))
    limit = _(
        "Vous agissez par mandat : le mandat donné à %(holder)s, ou votre rôle chez %(holder)s, ne va pas "
        "aussi loin."
    )
    help_at_home = _("Chez %(holder)s, la gestion des accès peut changer votre rôle : %(names)s.")
    help_there = _("Un mandat plus large se convient avec %(client)s.")
    if not managers:
        return _join(limit % words, help_there % words)
    return _join(limit % words, help_at_home % (words | {"names": ", ".join(managers)}), help_there % words)


def _why_refused(actor: Actor, permission: Permission) -> str:
    label = PERMISSION_LABELS[permission]
    if actor.role:
        return _("Votre rôle « %(role)s » ne donne pas ce droit : « %(permission)s ».") % {
            "role": actor.role.label,
            "permission": label,
        }
    return _("La gestion des accès ne donne pas ce droit : « %(permission)s ».") % {"permission": label}


def _who_may(actor: Actor, enterprise: Enterprise, permission: Permission) -> str:
    """Name the colleagues who have ``permission`` now; of many, say how many and name some."""
    if permission is Permission.MANAGE_MEMBERS:
        names = _names(enterprise.gap_designations.current().exclude(user=actor.user))
    else:
        names = _names(enterprise.memberships.current().allowing(permission).exclude(user=actor.user))
    if not names:
        return ""
    if len(names) > MOST_NAMES:
        return _("%(number)s personnes de votre entreprise peuvent le faire, par exemple %(names)s.") % {
            "number": len(names),
            "names": ", ".join(names[:MOST_NAMES]),
        }
    return ngettext(
        "Une personne de votre entreprise peut le faire : %(names)s.",
        "Des personnes de votre entreprise peuvent le faire : %(names)s.",
        len(names),
    ) % {"names": ", ".join(names)}


def _who_grants(actor: Actor, enterprise: Enterprise, permission: Permission) -> str:
    """Name who can change the actor's role, or say how the enterprise gets such a person."""
    if permission is Permission.MANAGE_MEMBERS:
        return _("Le représentant légal de l’entreprise désigne les gestionnaires d’accès.")
    if actor.is_gap:
        return _(
            "Un autre gestionnaire d’accès peut vous donner un rôle. Si vous représentez légalement "
            "l’entreprise, prenez vous-même celui de Propriétaire : la page « Gestion des accès » y mène."
        )
    managers = _names(enterprise.gap_designations.current())
    if not managers:
        return _(
            "Cette entreprise n’a pas de gestionnaire d’accès : "
            "son représentant légal doit d’abord en désigner un."
        )
    return _("Pour obtenir un autre rôle, adressez-vous à la gestion des accès : %(names)s.") % {
        "names": ", ".join(managers)
    }


def _names(holders: MembershipQuerySet | GapDesignationQuerySet) -> list[str]:
    return sorted(holder.user.display_name for holder in holders.select_related("user"))


def _join(*sentences: str) -> str:
    return " ".join(filter(None, sentences))

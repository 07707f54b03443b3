"""The reasons for which a person cannot accept an invitation, and the page of each (ADR 0032)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from enterprises.invitations.models import Standing
from enterprises.rights.permissions import Permission, permissions_of
from enterprises.rights.spaces import enterprise_card

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from accounts.models import User
    from enterprises.invitations.models import Invitation


class AcceptanceRefusal(StrEnum):
    """Why nobody, or not this person, can accept."""

    UNKNOWN = "unknown"
    YOURS = "yours"
    AWAITS_GAP = "awaits_gap"
    NOT_CONFIRMED = "not_confirmed"
    USED = "used"
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"
    STOPPED = "stopped"
    PLACE_CLOSED = "place_closed"
    INVITER_GONE = "inviter_gone"
    OWN = "own"
    MEMBER = "member"


ANSWERED_BY_YOU = {
    Standing.ACCEPTED: AcceptanceRefusal.YOURS,
    Standing.TO_CONFIRM: AcceptanceRefusal.AWAITS_GAP,
    Standing.REFUSED: AcceptanceRefusal.NOT_CONFIRMED,
}
OVER = {
    Standing.ACCEPTED: AcceptanceRefusal.USED,
    Standing.TO_CONFIRM: AcceptanceRefusal.USED,
    Standing.REFUSED: AcceptanceRefusal.USED,
    Standing.DECLINED: AcceptanceRefusal.DECLINED,
    Standing.REVOKED: AcceptanceRefusal.REVOKED,
    Standing.EXPIRED: AcceptanceRefusal.EXPIRED,
}


def acceptance_refusal(invitation: Invitation, user: User | None) -> AcceptanceRefusal | None:
    """Return why ``user`` cannot accept, None if they can; of a visitor only the invitation is judged."""
    standing = invitation.standing
    if user is not None and invitation.accepted_by_id == user.pk:
        return ANSWERED_BY_YOU[standing]
    if standing in OVER:
        return OVER[standing]
    if invitation.enterprise.has_stopped:
        return AcceptanceRefusal.STOPPED
    if invitation.establishment and invitation.establishment.has_stopped:
        return AcceptanceRefusal.PLACE_CLOSED
    if not inviter_may_still(invitation):
        return AcceptanceRefusal.INVITER_GONE
    return None if user is None else _refusal_of_person(invitation, user)


def _refusal_of_person(invitation: Invitation, user: User) -> AcceptanceRefusal | None:
    if user.pk in {invitation.created_by_id, invitation.handed_to_id}:
        return AcceptanceRefusal.OWN
    return (
        AcceptanceRefusal.MEMBER
        if invitation.enterprise.memberships.open().filter(user=user).exists()
        else None
    )


def inviter_may_still(invitation: Invitation) -> bool:
    """Whether who answers for it may still give accesses: an invitation is worth their rights of now."""
    card = enterprise_card(invitation.answered_for_by, invitation.enterprise.number)
    if card is None:
        return False
    return Permission.MANAGE_MEMBERS in permissions_of(card.held_role, is_gap=card.gap_kind is not None)


GONE = 410


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """One page, under its status."""

    title: _StrOrPromise
    happened: _StrOrPromise
    to_do: _StrOrPromise
    status: int = GONE
    leads_to_space: bool = False


CLOSED_PAGES = {
    AcceptanceRefusal.UNKNOWN: ClosedPage(
        _("Ce lien d’invitation n’est pas valable"),
        _("L’adresse est incomplète, ou un e-mail plus récent a remplacé ce lien."),
        _(
            "Ouvrez le lien du dernier e-mail d’invitation que vous avez reçu. Si cela ne va pas, "
            "demandez un nouveau lien à la personne qui vous l’a envoyé."
        ),
        status=404,
    ),
    AcceptanceRefusal.YOURS: ClosedPage(
        _("Vous avez déjà accepté cette invitation"),
        _("Votre accès a été donné. L’entreprise est parmi vos espaces tant que cet accès dure."),
        _("Vous n’avez plus besoin de ce lien."),
        status=200,
        leads_to_space=True,
    ),
    AcceptanceRefusal.AWAITS_GAP: ClosedPage(
        _("Votre réponse est enregistrée"),
        _(
            "La gestion des accès de l’entreprise doit encore confirmer que l’invitation était bien pour "
            "vous. Jusque-là, vous n’avez pas d’accès."
        ),
        _(
            "Vous n’avez rien à faire : nous vous écrirons. Si cela tarde, contactez la personne qui "
            "vous a envoyé l’invitation."
        ),
        status=200,
    ),
    AcceptanceRefusal.NOT_CONFIRMED: ClosedPage(
        _("Votre accès n’a pas été confirmé"),
        _("La gestion des accès de l’entreprise a répondu que cette invitation n’était pas pour vous."),
        _("Si c’est une erreur, demandez-lui une nouvelle invitation à votre nom."),
    ),
    AcceptanceRefusal.USED: ClosedPage(
        _("Cette invitation a déjà servi"),
        _("Une invitation ne s’accepte qu’une fois, et quelqu’un d’autre l’a acceptée."),
        _(
            "Si elle était pour vous, prévenez tout de suite la personne qui vous l’a envoyée. Elle "
            "verra qui l’a acceptée, et pourra vous en envoyer une autre."
        ),
    ),
    AcceptanceRefusal.DECLINED: ClosedPage(
        _("Cette invitation a été déclinée"),
        _("Quelqu’un a répondu non avec ce lien. Personne n’a reçu d’accès."),
        _(
            "Si vous avez changé d’avis, demandez une nouvelle invitation à la personne qui vous a "
            "envoyé celle-ci."
        ),
    ),
    AcceptanceRefusal.REVOKED: ClosedPage(
        _("Cette invitation a été annulée"),
        _("La gestion des accès de l’entreprise l’a reprise avant votre réponse."),
        _(
            "Si vous en avez encore besoin, demandez une nouvelle invitation à la personne qui vous a "
            "envoyé celle-ci."
        ),
    ),
    AcceptanceRefusal.EXPIRED: ClosedPage(
        _("Cette invitation a expiré"),
        _("Le délai pour y répondre est passé. Personne n’a reçu d’accès."),
        _(
            "Demandez à la personne qui vous a envoyé l’invitation de la renvoyer : c’est un seul bouton "
            "pour elle."
        ),
    ),
    AcceptanceRefusal.STOPPED: ClosedPage(
        _("L’entreprise a cessé ses activités"),
        _("Selon la Banque-Carrefour des Entreprises, elle n’est plus active : elle ne donne plus d’accès."),
        _("Si c’est une erreur, l’entreprise s’adresse à son guichet d’entreprises."),
    ),
    AcceptanceRefusal.PLACE_CLOSED: ClosedPage(
        _("L’établissement de cette invitation est fermé"),
        _(
            "L’accès proposé se limite à un établissement qui est fermé, selon la Banque-Carrefour des "
            "Entreprises. Personne n’a reçu d’accès."
        ),
        _("Demandez une nouvelle invitation à la personne qui vous a envoyé celle-ci."),
    ),
    AcceptanceRefusal.INVITER_GONE: ClosedPage(
        _("Cette invitation n’est plus valable"),
        _(
            "La personne qui vous a envoyé l’invitation ne gère plus les accès de l’entreprise : ses "
            "invitations ont pris fin."
        ),
        _("Demandez une nouvelle invitation à la personne qui gère maintenant les accès."),
    ),
    AcceptanceRefusal.OWN: ClosedPage(
        _("Vous ne pouvez pas accepter votre propre invitation"),
        _(
            "Vous avez envoyé ou repris cette invitation, et personne ne se donne un rôle à soi-même. "
            "Elle reste ouverte."
        ),
        _("Transmettez le lien à la bonne personne, ou demandez un rôle à un autre gestionnaire d’accès."),
        status=403,
    ),
    AcceptanceRefusal.MEMBER: ClosedPage(
        _("Vous avez déjà accès à cette entreprise"),
        _(
            "Une seule période d’accès est possible à la fois. L’invitation reste ouverte pour la personne à "
            "qui elle était destinée."
        ),
        _(
            "Pour un autre rôle ou une autre date de fin, demandez à la gestion des accès de modifier "
            "votre accès. Si l’invitation est pour une autre personne, c’est à elle d’ouvrir le lien."
        ),
        status=409,
        leads_to_space=True,
    ),
}

"""What can be refused about invitations and about changes of access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError, Forbidden

if TYPE_CHECKING:
    from enterprises.invitations.closed import AcceptanceRefusal
    from enterprises.invitations.models import Standing


class AlreadyInvited(DomainError):
    """An open invitation to this address exists, or an acceptance waits for the GAP."""

    message = _(
        "Cette adresse a déjà une invitation en cours. Renvoyez-la, ou annulez-la pour en envoyer une autre."
    )


class SelfInvitation(Forbidden):
    """Nobody gives themselves an access."""

    message = _(
        "Vous ne pouvez pas vous inviter vous-même. Un autre gestionnaire d’accès peut vous donner un rôle. "
        "Si vous représentez légalement l’entreprise, prenez celui de Propriétaire par la page « Gestion "
        "des accès »."
    )


class SomeRefused(DomainError):
    """Some people of a list cannot be invited (``refusals`` says who and why): nobody was."""

    message = _("Des personnes de la liste ne peuvent pas être invitées. Aucune invitation n’est partie.")


class InvitationOver(DomainError):
    """The invitation was answered, revoked or settled otherwise: the sentence says how."""

    said = {
        "waiting": _("La personne n’a pas encore répondu à cette invitation. Rien n’a été modifié."),
        "expired": _("Cette invitation a expiré sans réponse. Rien n’a été modifié."),
        "to_confirm": _(
            "Quelqu’un a accepté cette invitation : dites d’abord si c’est la bonne personne. Rien n’a été "
            "modifié."
        ),
        "accepted": _("Cette invitation a été acceptée, et l’accès a été donné. Rien n’a été modifié."),
        "refused": _("Il a déjà été répondu que ce n’était pas la bonne personne. Rien n’a été modifié."),
        "declined": _("La personne a décliné cette invitation. Rien n’a été modifié."),
        "revoked": _("Cette invitation a déjà été annulée. Rien n’a été modifié."),
    }

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.value, message=self.said[standing.value])


class InvitationClosed(DomainError):
    """The person cannot accept: ``reason`` says why, its page says what to do."""

    reason: AcceptanceRefusal
    message = _("Cette invitation ne peut pas être acceptée. Rien n’a été modifié.")


class MembershipChanged(DomainError):
    """The access was ended or replaced since the page was shown."""

    message = _(
        "Cet accès a changé entre-temps, peut-être par un autre gestionnaire. Rien n’a été modifié. "
        "Regardez où il en est dans la liste des membres."
    )

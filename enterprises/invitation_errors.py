"""What can be refused about invitations and about changes of access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError, Forbidden

if TYPE_CHECKING:
    from enterprises.hindrances import Hindrance


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
    """The invitation was answered, revoked, or settled meanwhile."""

    message = _(
        "Cette invitation a changé entre-temps : elle a reçu une réponse ou a été annulée. "
        "Rien n’a été modifié. Regardez où elle en est dans la liste des membres."
    )


class InvitationClosed(DomainError):
    """The person cannot accept: ``hindrance`` says why, its page says what to do."""

    message = _("Cette invitation ne peut pas être acceptée. Rien n’a été modifié.")

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.value)
        self.hindrance = hindrance


class MembershipChanged(DomainError):
    """The access was ended or replaced since the page was shown."""

    message = _(
        "Cet accès a changé entre-temps, peut-être par un autre gestionnaire. Rien n’a été modifié. "
        "Regardez où il en est dans la liste des membres."
    )

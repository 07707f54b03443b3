"""Where a proposal of an access manager stands, and what is said to who answers it too late."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class ProposalStanding(StrEnum):
    """Where a proposal stands."""

    WAITING = "waiting"
    TO_CONFIRM = "to_confirm"
    IN_EFFECT = "in_effect"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


SAID = {
    ProposalStanding.WAITING: _("La personne n’a pas encore répondu à cette proposition."),
    ProposalStanding.TO_CONFIRM: _(
        "Quelqu’un a déjà accepté cette proposition. Son nom doit encore être confirmé par la personne qui "
        "l’a envoyée."
    ),
    ProposalStanding.IN_EFFECT: _("Cette proposition a déjà été acceptée, et elle a pris effet."),
    ProposalStanding.DECLINED: _(
        "Cette proposition a déjà été refusée. Pour changer de réponse, il faut une nouvelle proposition."
    ),
    ProposalStanding.WITHDRAWN: _(
        "Cette proposition a été annulée ou remplacée. Demandez-en une nouvelle à la personne qui vous l’a "
        "envoyée."
    ),
    ProposalStanding.EXPIRED: _(
        "Cette proposition a expiré. Demandez-en une nouvelle à la personne qui vous l’a envoyée."
    ),
}


class ProposalClosed(DomainError):
    """The proposal has had another answer, or can have none: ``standing`` says why."""

    def __init__(self, standing: ProposalStanding) -> None:
        super().__init__(standing.value, message=SAID[standing])


class UnknownProposal(DomainError):
    """No proposal has this link."""

    message = _(
        "Ce lien n’est pas valable : il est incomplet, ou un e-mail plus récent l’a remplacé. Ouvrez le lien "
        "du dernier e-mail que vous avez reçu."
    )


class OwnProposal(DomainError):
    """Nobody accepts what they proposed: who represents the enterprise designates themselves (ADR 0043)."""

    message = _("Cette proposition vient de vous : c’est une autre personne qui doit y répondre.")

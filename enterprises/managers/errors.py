"""Where a proposal of an access manager stands, and what is said to who answers it too late."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError, Forbidden


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


class GapAlreadyDesignated(DomainError):
    """The enterprise has a main access manager, or the person already manages its accesses."""

    message = _(
        "L’entreprise a déjà un gestionnaire d’accès principal, ou cette personne gère déjà ses accès. "
        "Il faut d’abord mettre fin à la désignation en cours."
    )


class NotRepresentative(Forbidden):
    """The source does not say, or not recently enough, that the person represents the enterprise."""

    message = _(
        "Seul le représentant légal de l’entreprise, confirmé à l’instant par la Banque-Carrefour des "
        "Entreprises, désigne un gestionnaire d’accès. Interrogez-la à nouveau. Rien n’a été modifié."
    )


class TooManyQuestions(DomainError):
    """The person asked the source more often than somebody with a question does."""

    message = _(
        "Vous avez interrogé plusieurs fois la Banque-Carrefour des Entreprises. Réessayez dans une heure."
    )
    status = 429


class NotPrincipalGap(Forbidden):
    """Only the main access manager proposes a co-GAP."""

    message = _(
        "Seuls le gestionnaire d’accès principal et le représentant légal proposent un co-gestionnaire. "
        "Rien n’a été modifié."
    )


class GapNotEndedHere(Forbidden):
    """Access managers end a co-GAP's designation; not their own, nor the GAP's."""

    message = _(
        "Un gestionnaire d’accès retire un co-gestionnaire, jamais lui-même ni le gestionnaire "
        "principal. C’est le représentant légal qui remplace celui-ci. Rien n’a été modifié."
    )

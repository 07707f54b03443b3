"""Why a draft cannot be filled: each says what is safe and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dossiers.states import State
from enterprises.register import errors
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from dossiers.filling.draft import SavedAnswers


class NoLongerDraft(DomainError):
    """The dossier was sent, or its draft has expired."""

    message = _(
        "Ce dossier n’est plus un brouillon : ses réponses ne changent plus. "
        "Ce qui a été envoyé est conservé et reste visible ci-dessous."
    )


class AwaitsSignatures(NoLongerDraft):
    """Other people were asked to sign what it holds."""

    message = _(
        "Cette demande attend des signatures : ses réponses ne changent plus. Pour les corriger, annulez "
        "d’abord les signatures ci-dessous."
    )


def why_no_draft(dossier: Dossier) -> type[NoLongerDraft]:
    """Return what is said of a dossier that left the drafts."""
    return AwaitsSignatures if dossier.state == State.AWAITING_SIGNATURES else NoLongerDraft


class StaleAnswers(DomainError):
    """Another page saved other answers of this step meanwhile; ``saved`` is that version."""

    message = _(
        "Cette étape a été modifiée ailleurs depuis que vous avez ouvert cette page. "
        "Rien n’est perdu : comparez les deux versions ci-dessous, puis choisissez."
    )

    def __init__(self, saved: SavedAnswers) -> None:
        super().__init__()
        self.saved = saved


class WrongSpace(DomainError):
    """The démarche is not for this kind of space."""

    message = _("Cette démarche ne se fait pas dans cet espace. Choisissez un autre espace.")


class EnterpriseStopped(errors.EnterpriseStopped):
    """The enterprise has ceased its activities (BCE): it begins and sends nothing any more."""

    message = _(
        "Selon la Banque-Carrefour des Entreprises, %(enterprise)s a cessé ses activités le %(day)s : plus "
        "aucune demande ne peut être commencée ni envoyée en son nom. Ses brouillons et ses dossiers "
        "restent lisibles."
    )


class DemarcheNotOpen(DomainError):
    """The démarche takes no new request today."""

    message = _("Cette démarche n’est pas ouverte aujourd’hui : aucune demande n’a été commencée.")


class OwnEstablishmentClosed(errors.EstablishmentClosed):
    """The establishment to which the person's access is limited is closed (BCE)."""

    message = _(
        "Selon la Banque-Carrefour des Entreprises, l’établissement auquel votre accès se limite est fermé : "
        "%(place)s. Aucune demande n’a été commencée. La personne qui gère les accès de l’entreprise peut "
        "changer votre accès."
    )


class OutOfScope(DomainError):
    """The person's access to the enterprise does not reach this démarche."""

    message = _(
        "Votre accès à cette entreprise ne couvre pas cette démarche : aucune demande n’a été commencée. "
        "Adressez-vous à la personne qui gère les accès de l’entreprise."
    )
    status = 403

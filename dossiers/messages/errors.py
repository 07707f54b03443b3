"""Why a message is not sent now, or a text not kept: each says what is safe and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class ConversationClosed(DomainError):
    """Nobody of this side can write about the dossier here; subclasses say why."""


class AnsweredElsewhere(ConversationClosed):
    """The service handles the dossier in a system of its own."""

    message = _(
        "Le service compétent ne lit pas de messages ici : votre message n’est pas envoyé. "
        "Adressez-vous directement à lui."
    )


class NotReceivedYet(ConversationClosed):
    """The dossier is still on its way to the service."""

    message = _(
        "Le service compétent n’a pas encore reçu ce dossier : votre message n’est pas envoyé. "
        "Envoyez-le à nouveau dans quelques minutes."
    )


class ConversationEnded(ConversationClosed):
    """The dossier ended too long ago."""

    message = _(
        "Ce dossier est terminé depuis trop longtemps pour y écrire encore : votre message n’est pas envoyé. "
        "Adressez-vous directement au service compétent."
    )


class ConversationErased(ConversationEnded):
    """The dossier is anonymised: there is nothing left to write about."""

    message = _("Ce dossier est anonymisé : votre message n’est pas envoyé. Ses messages sont effacés.")


class UnknownPlaceholder(DomainError):
    """A text holds a placeholder, or a brace, that means nothing."""

    message = _(
        "Le texte contient un mot entre accolades que nous ne connaissons pas, ou une accolade seule. Rien "
        "n’est enregistré. Utilisez {reference}, {demarche} ou {echeance}."
    )


class NoDueDay(DomainError):
    """A text speaks of the due day of a dossier that has none."""

    message = _("Ce texte parle d’une échéance, et ce dossier n’en a pas. Choisissez-en un autre.")


class TitleTaken(DomainError):
    """Another text of the service is called so."""

    message = _(
        "Un autre texte du service porte déjà ce titre. Rien n’est enregistré. Choisissez-en un autre."
    )

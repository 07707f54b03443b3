"""Why a complement cannot be asked for so now."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError, SomeRefused


class RequestRefused(DomainError):
    """Nothing is asked of the person."""


class RequestOver(DomainError):
    """The request was answered, called off or has lapsed, or the dossier is decided or withdrawn."""

    message = _(
        "Cette demande de complément n’attend plus de réponse : rien de plus n’est enregistré ni envoyé."
    )


class ReasonMissing(RequestRefused):
    """It does not say why the request is called off."""

    message = _("Indiquez pourquoi vous annulez : la personne le lira. La demande n’est pas encore annulée.")


class ReasonTooLong(RequestRefused):
    """It is longer than we keep."""

    message = _(
        "Votre motif est trop long : 1 000 caractères au plus. La demande n’est pas encore annulée. "
        "Raccourcissez-le."
    )


class AlreadyAsked(RequestRefused):
    """Another request waits for an answer."""

    message = _(
        "Une autre demande de complément attend déjà une réponse. La vôtre n’est pas envoyée. "
        "Annulez d’abord celle qui existe."
    )


class NotExamined(RequestRefused):
    """Nobody examines the dossier."""

    message = _(
        "Personne n’examine encore ce dossier. Rien n’est demandé. Prenez d’abord le dossier en traitement."
    )


class TextMissing(RequestRefused):
    """It does not say what is wanted."""

    message = _("Expliquez ce que vous demandez : la personne le lira. Rien n’est encore demandé.")


class TextTooLong(RequestRefused):
    """It is longer than we keep."""

    message = _(
        "Votre texte est trop long : 5 000 caractères au plus. Rien n’est encore demandé. Raccourcissez-le."
    )


class DueDayRefused(RequestRefused):
    """The last day to answer is too near or too far."""

    message = _(
        "Choisissez une date de réponse dans 3 à 180 jours. Rien n’est encore demandé : la personne doit "
        "avoir le temps de répondre."
    )


class FieldsMissing(RequestRefused):
    """No question would open."""

    message = _(
        "Choisissez au moins une question ou un document à demander. Rien n’est encore demandé. Pour une "
        "simple question, envoyez un message."
    )


class FieldRefused(SomeRefused, RequestRefused):
    """A question is not in the form, not asked of this person, or answered by an authentic source."""

    message = _(
        "Une des questions choisies ne peut pas être posée dans ce dossier. Rien n’est encore demandé. "
        "Rechargez la page, puis choisissez à nouveau."
    )

"""Why a system is not registered or changed so."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class ReachRefused(DomainError):
    """It would reach no service, do nothing, or be bound to a démarche that its services do not handle."""

    message = _(
        "Choisissez au moins un service et une action, et seulement des démarches de ces services. "
        "Rien n’est enregistré."
    )


class ExpiryRefused(DomainError):
    """The last day is past, or too far."""

    message = _(
        "Choisissez un dernier jour à partir d’aujourd’hui, dans les deux ans. Rien n’est enregistré."
    )


class NetworkRefused(DomainError):
    """What should be a network is none."""

    message = _("Un des réseaux n’en est pas un. Indiquez par exemple 192.0.2.0/24. Rien n’est enregistré.")


class TwoSecrets(DomainError):
    """Two secrets stand already: one of them must end first."""

    message = _("Deux secrets sont déjà valables. Mettez d’abord fin à l’un des deux.")


class ClientDisabled(DomainError):
    """The system was disabled for good."""

    message = _("Ce système est désactivé : rien n’y change plus. Reliez-en un nouveau.")

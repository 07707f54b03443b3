"""Why an address is not told of what happens to dossiers, or not again."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class AddressRefused(DomainError):
    """It is no whole https address, or it holds a name and a password."""

    message = _(
        "Indiquez une adresse complète qui commence par https://, sans nom d’utilisateur, mot de passe ni "
        "« # ». Par exemple https://service.exemple.be/webhooks. Rien n’est enregistré."
    )


class AddressNotPublic(DomainError):
    """It leads into a network that is not public."""

    message = _(
        "Cette adresse mène à un réseau interne. Le portail n’envoie qu’à des adresses publiques. "
        "Rien n’est enregistré."
    )


class EventsRefused(DomainError):
    """It would be told of nothing, or of something that is never announced."""

    message = _("Choisissez au moins un événement. Rien n’est enregistré.")


class TooManyEndpoints(DomainError):
    """The system has as many addresses as one may have."""

    message = _("Ce système a déjà dix adresses. Modifiez-en une. Rien n’est enregistré.")


class EndpointDisabled(DomainError):
    """Nothing is sent to it."""

    message = _("Rien ne part vers cette adresse : elle est désactivée. Réactivez-la d’abord.")


class PeriodRefused(DomainError):
    """It ends before it begins, ends in the future, or is too long."""

    message = _("Choisissez une période passée de 31 jours au plus, dont la fin suit le début.")


class TooManyEvents(DomainError):
    """More happened in the period than is sent again at once."""

    message = _("Cette période compte plus de 10 000 événements. Choisissez-en une plus courte.")


class LastSecret(DomainError):
    """Nothing would sign any more what is sent."""

    message = _(
        "C’est le dernier secret de cette adresse : plus rien ne serait signé. Donnez-en d’abord un nouveau."
    )

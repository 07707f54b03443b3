"""Why a case officer cannot do something with a dossier now."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class WithColleague(DomainError):
    """A colleague is handling the dossier."""

    message = _(
        "Ce dossier est entre les mains d’un collègue. Rien n’a été modifié. "
        "Attribuez-vous d’abord le dossier."
    )


class HandedOverMeanwhile(DomainError):
    """The dossier came into other hands since the page was read."""

    message = _(
        "Ce dossier a changé de mains entre-temps. Rien n’a été modifié. Rechargez la page pour voir qui "
        "le traite maintenant."
    )


class NotOfService(DomainError):
    """Who should handle the dossier is no case officer of its service."""

    message = _(
        "Cette personne n’est pas gestionnaire de dossiers du service compétent. Rien n’a été modifié. "
        "Choisissez un collègue du service."
    )


class NoLongerOpen(DomainError):
    """The dossier was decided or withdrawn."""

    message = _("Ce dossier est déjà décidé ou retiré. Rien n’a été modifié. Rechargez la page pour le voir.")


class Anonymised(DomainError):
    """Nothing is kept about the people of the dossier any more."""

    message = _("Ce dossier est anonymisé : plus rien ne s’y ajoute. Rien n’est enregistré.")


class NothingWritten(DomainError):
    """A note without words."""

    message = _("Indiquez ce que dit la note. Rien n’est enregistré.")

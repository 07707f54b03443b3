"""Why a dossier cannot be held."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class HoldRefused(DomainError):
    """The dossier is kept as long as it was."""


class AlreadyErased(HoldRefused):
    """The dossier is anonymised: there is nothing left to keep."""

    message = _("Ce dossier est déjà anonymisé : il ne contient plus rien à garder.")


class ReasonMissing(HoldRefused):
    """Nobody would know later why it is kept."""

    message = _("Expliquez pourquoi ce dossier doit être gardé plus longtemps.")


class ReasonTooLong(HoldRefused):
    """The reason is longer than what is kept of it."""

    message = _("Votre explication est trop longue. Gardez 500 caractères au plus.")

"""Why a dossier cannot be withdrawn."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class WithdrawalRefused(DomainError):
    """The dossier stays as it is."""


class NotSentYet(WithdrawalRefused):
    """The dossier is a draft: deleting it is enough."""

    message = _("Ce brouillon n’est pas envoyé : il n’y a rien à retirer. Vous pouvez le supprimer.")


class TooLateToWithdraw(WithdrawalRefused):
    """The dossier was decided, or has ended in another way."""

    message = _(
        "Ce dossier ne peut plus être retiré : le service compétent l’a décidé. Rien n’a été modifié. "
        "Ouvrez le dossier pour lire la décision."
    )

"""What can be refused about a mandate."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class MandateWithItself(DomainError):
    """Both numbers are the same."""

    message = _("Vous avez indiqué votre propre entreprise. Indiquez le numéro d’une autre entreprise.")


class MandatePeriodInvalid(DomainError):
    """The last day is before the first one, or already past."""

    message = _("Le dernier jour du mandat ne peut pas être passé, ni venir avant le premier.")


class MandateAlreadyOpen(DomainError):
    """The two enterprises have a mandate, in force or waiting."""

    message = _(
        "Un mandat existe déjà entre ces deux entreprises, ou attend une réponse. "
        "Mettez-y fin avant d’en proposer un autre."
    )


class MandateOwnProposal(DomainError):
    """The enterprise that proposed does not answer for the other."""

    message = _(
        "Votre entreprise a proposé ce mandat : c’est à l’autre entreprise de l’accepter ou de le refuser."
    )


class MandateClosed(DomainError):
    """It was answered, ended or past its last day meanwhile."""

    message = _("Ce mandat n’attend plus de réponse : il a été accepté, refusé ou terminé entre-temps.")

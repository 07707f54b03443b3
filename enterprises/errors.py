"""What can be refused about access to an enterprise."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class AlreadyMember(DomainError):
    """The person already has another role, or the same one over another period."""

    message = _(
        "Cette personne a déjà un accès à l’entreprise. "
        "Mettez-y fin avant de lui donner un autre rôle ou une autre période."
    )


class GapAlreadyDesignated(DomainError):
    """The enterprise has a main access manager, or the person already manages its accesses."""

    message = _(
        "L’entreprise a déjà un gestionnaire d’accès principal, ou cette personne gère déjà ses accès. "
        "Il faut d’abord mettre fin à la désignation en cours."
    )


class MembershipPeriodInvalid(DomainError):
    """The last day is before the first one, or already past."""

    message = _("L’accès doit se terminer après son premier jour, et après aujourd’hui.")

"""Why a dossier is no model of a new request."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class NothingSent(DomainError):
    """The dossier was not sent, or what was sent is erased."""

    message = _("Ce dossier n’a pas de réponses envoyées à reprendre : aucune demande n’a été commencée.")

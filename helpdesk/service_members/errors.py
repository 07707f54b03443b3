"""Why an agent is not added to a service."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class NoOfficer(DomainError):
    """The person is no case officer now."""

    message = _("Cette personne n’est pas gestionnaire de dossiers. Rien n’a été modifié.")

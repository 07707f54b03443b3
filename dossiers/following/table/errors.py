"""Why a company's dossiers cannot be had as a file."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class TooManyToExport(DomainError):
    """More are wanted than one file holds."""

    message = _(
        "Un fichier contient 20 000 dossiers au plus. Choisissez un état, une démarche ou une période."
    )

"""Why a draft is not restored."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class NotInTrash(DomainError):
    """What was to be restored or emptied is not in the trash."""

    message = _("Ce brouillon n’est plus dans la corbeille : ses réponses et ses documents sont effacés.")

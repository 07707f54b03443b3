"""What can be refused when a dossier should change state."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class TransitionRefused(DomainError):
    """The dossier cannot go from where it stands to that state, or has moved meanwhile."""

    message = _(
        "L’état de ce dossier a changé entre-temps. Rien n’a été modifié. "
        "Ouvrez le dossier pour voir où il en est."
    )

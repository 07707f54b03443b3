"""What can be refused when a dossier should change state."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.errors import IdentifyAgain
from monespace.common.errors import DomainError


class TransitionRefused(DomainError):
    """The dossier cannot go from where it stands to that state, or has moved meanwhile."""

    message = _(
        "L’état de ce dossier a changé entre-temps. Rien n’a été modifié. "
        "Ouvrez le dossier pour voir où il en est."
    )


class SurerSignInNeeded(IdentifyAgain):
    """The démarche asks for a surer sign-in than this session's; pages lead to it."""

    message = _(
        "Cette démarche demande de s’identifier avec la carte d’identité électronique. "
        "Rien n’a été modifié, et ce que vous aviez enregistré est conservé."
    )

"""Why a session is not enough for what was asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError
from monespace.common.levels import Level


class IdentifyAgain(DomainError):
    """The session does not prove enough for this: StepUpMiddleware sends the person to identify again.

    ``level`` is the least level that will do, ``fresh`` asks for a proof of now. Nothing was changed.
    """

    message = _("Identifiez-vous à nouveau pour continuer. Rien n’a été modifié.")
    status = 403

    def __init__(self, reason: str = "", *, level: Level = Level.NONE, fresh: bool = False) -> None:
        super().__init__(reason)
        self.level = level
        self.fresh = fresh

"""The one table of what is told of a dossier: which event is news, and how much it matters."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.states import DECIDING, DossierEvent


class News(models.TextChoices):
    """What is told; the label stands in the subject of the mail, and says neither who nor which outcome."""

    TAKEN_UP = "taken_up", _("l’examen a commencé")
    MESSAGE = "message", _("nouveau message du service")
    ASKED = "asked", _("une réponse est attendue")
    LAPSED = "lapsed", _("le délai de réponse est dépassé")
    DECIDED = "decided", _("une décision est prise")
    WITHDRAWN = "withdrawn", _("demande retirée")


NEWS_OF: Final[dict[DossierEvent, News]] = {
    DossierEvent.TAKE_UP: News.TAKEN_UP,
    DossierEvent.ASK: News.ASKED,
    DossierEvent.LAPSE: News.LAPSED,
    DossierEvent.WITHDRAW: News.WITHDRAWN,
    **dict.fromkeys(DECIDING, News.DECIDED),
}
"""Of what changes the state; drafts, what the person does, and the arrival seconds after it are no news."""
MUST_REACH: Final = frozenset({News.ASKED, News.DECIDED})
"""Rights are lost by not knowing of it: somebody is told, or agents see that nobody could be."""

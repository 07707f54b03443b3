"""The one table of what is told of a dossier: which event is news, to whom, how much it matters, and when."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import MailPace
from dossiers.states import DECIDING, DossierEvent


class News(models.TextChoices):
    """What is told; the label stands in the subject of the mail, and says neither who nor which outcome."""

    TAKEN_UP = "taken_up", _("l’examen a commencé")
    MESSAGE = "message", _("nouveau message du service")
    ASKED = "asked", _("une réponse est attendue")
    DUE_SOON = "due_soon", _("la date limite pour répondre approche")
    LAPSED = "lapsed", _("le délai de réponse est dépassé")
    DECIDED = "decided", _("une décision est prise")
    WITHDRAWN = "withdrawn", _("demande retirée")
    EXTENDED = "extended", _("délai de décision prolongé")
    ANSWERED = "answered", _("réponse reçue")
    WRITTEN = "written", _("nouveau message reçu")
    ERASED_SOON = "erased_soon", _("les données seront bientôt effacées")


NEWS_OF: Final[dict[DossierEvent, News]] = {
    DossierEvent.TAKE_UP: News.TAKEN_UP,
    DossierEvent.ASK: News.ASKED,
    DossierEvent.ANSWER: News.ANSWERED,
    DossierEvent.LAPSE: News.LAPSED,
    DossierEvent.WITHDRAW: News.WITHDRAWN,
    **dict.fromkeys(DECIDING, News.DECIDED),
}
"""Of what changes the state; drafts, and the arrival seconds after sending are no news."""
MUST_REACH: Final = frozenset({News.ASKED, News.DUE_SOON, News.LAPSED, News.DECIDED})
"""Rights are lost by not knowing of it: somebody is told at once, or agents see that nobody could be."""
FOR_OFFICER: Final = frozenset({News.ANSWERED, News.WRITTEN})
"""What the person’s side does, for who handles the dossier."""
ASKING: Final = frozenset({News.MESSAGE, News.ERASED_SOON})
"""What may ask something of people, though no right is lost by it."""
GATHERED: Final = FOR_OFFICER | {News.EXTENDED}
"""Of many dossiers at once: one mail a day, however often somebody wants to be told."""


class When(Enum):
    """When somebody is told."""

    AT_ONCE = auto()
    IN_DIGEST = auto()
    NEVER = auto()


def when(news: News, pace: MailPace) -> When:
    """Say when who chose ``pace`` is told of ``news``: what must reach them waits for no digest.

    A message of the service may hold a question, and what is erased soon is to be downloaded before: who
    wants only what asks something of them gets both.
    """
    if news in MUST_REACH:
        return When.AT_ONCE
    if news in FOR_OFFICER:
        return When.IN_DIGEST
    if pace == MailPace.ACTION:
        return When.AT_ONCE if news in ASKING else When.NEVER
    return When.IN_DIGEST if pace == MailPace.DAILY or news in GATHERED else When.AT_ONCE

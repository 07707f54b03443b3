"""Why a draft is not handed over: each says what is safe and what to do."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.register import errors
from monespace.common.days import written_day
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime


class HandoverRefused(DomainError):
    """The draft stays as it is, with who follows it; nobody is told anything."""


class NoLongerAble(HandoverRefused):
    """The colleague left, or their access no longer reaches the draft or allows what is asked of them."""

    message = _(
        "Cette personne ne peut plus le faire : son accès a changé ou a pris fin. Rien n’a été envoyé. "
        "Choisissez une autre personne."
    )


class HandedMeanwhile(HandoverRefused):
    """Somebody handed the draft over since the page was opened."""

    message = _(
        "Ce brouillon vient d’être confié à une autre personne : voyez ci-dessous à qui. Rien n’a été "
        "envoyé. Envoyez à nouveau si vous voulez changer cela."
    )


class NotReady(HandoverRefused):
    """What is handed over to be sent cannot be sent as it is."""

    message = _(
        "Ce brouillon a changé : il n’est pas prêt à être envoyé. Personne n’a été prévenu. Relisez le "
        "récapitulatif, qui dit ce qui manque."
    )


class HandedTooOften(HandoverRefused):
    """The draft was handed over as often as it may be in a day; once more from ``free_at`` on."""

    status = 429
    said = _(
        "Un brouillon peut être confié %(number)s fois en 24 heures. Rien n’a été envoyé. Vous pourrez le "
        "confier à nouveau à partir du %(moment)s."
    )

    def __init__(self, number: int, free_at: datetime) -> None:
        self.retry_after = max(1, math.ceil((free_at - timezone.now()).total_seconds()))
        opening = timezone.localtime(free_at + timedelta(minutes=1))  # moments are written without seconds
        words = {"number": number, "moment": written_day(opening, "DATETIME_FORMAT")}
        super().__init__("too_often", message=str(self.said) % words)


class EnterpriseStopped(HandoverRefused, errors.EnterpriseStopped):
    """The enterprise has ceased its activities (BCE): nobody sends the draft any more."""

    message = _(
        "Selon la Banque-Carrefour des Entreprises, %(enterprise)s a cessé ses activités le %(day)s : ce "
        "brouillon ne peut plus être envoyé, et personne n’a été prévenu. Ses réponses restent lisibles."
    )

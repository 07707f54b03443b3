"""What is refused about mails to other people."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from monespace.common.days import written_day
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime

    from monespace.mail.causes import Cause

DAY_SECONDS = 24 * 3600
SAID = {
    "person": gettext_lazy(
        "En %(period)s, au plus %(amount)s e-mails vers d’autres personnes peuvent partir à votre demande. "
        "Il en reste %(left)s."
    ),
    "enterprise": gettext_lazy(
        "En %(period)s, au plus %(amount)s e-mails peuvent partir au nom de votre entreprise. "
        "Il en reste %(left)s."
    ),
    "pair": gettext_lazy(
        "En %(period)s, au plus %(amount)s e-mails de ce genre peuvent partir à votre demande vers une même "
        "personne. Cette limite est atteinte."
    ),
    "recipient": gettext_lazy(
        "En %(period)s, une même personne reçoit au plus %(amount)s e-mails de ce genre, qui que ce soit qui "
        "les fasse envoyer. Cette limite est atteinte."
    ),
}
WHEN = gettext_lazy("Rien n’a été envoyé ni modifié. Vous pourrez continuer à partir du %(moment)s.")


class Limit(NamedTuple):
    """One line of MAIL_BUDGETS: at most ``amount`` mails of ``budget`` in ``seconds``, in this scope."""

    budget: str
    scope: str
    amount: int
    seconds: int


class MailBudgetSpent(DomainError):
    """More mails to other people than a limit allows: ``left`` still fit, more do from ``free_at`` on."""

    status = 429

    def __init__(self, limit: Limit, *, cause: Cause, left: int, free_at: datetime) -> None:
        self.limit, self.cause, self.free_at = limit, cause, free_at
        self.retry_after = max(1, math.ceil((free_at - timezone.now()).total_seconds()))
        said = {"amount": limit.amount, "period": _period(limit.seconds), "left": left}
        opening = timezone.localtime(free_at + timedelta(minutes=1))  # moments are written without seconds
        when = str(WHEN) % {"moment": written_day(opening, "DATETIME_FORMAT")}
        super().__init__(f"{limit.budget}.{limit.scope}", message=f"{SAID[limit.scope] % said} {when}")


def _period(seconds: int) -> str:
    if seconds > DAY_SECONDS:
        days = seconds // DAY_SECONDS
        return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}
    hours = seconds // 3600
    return ngettext("%(count)s heure", "%(count)s heures", hours) % {"count": hours}

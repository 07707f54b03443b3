"""Hand-overs that wait for somebody, gathered by service and cause, so that one act starts many again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Min, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from dossiers.models import Delivery, DeliveryAttempt
from helpdesk.failures.causes import cause_of_delivery
from monespace.common.db import AmongFew

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

MOST_GATHERED = 5_000
MOST_AT_ONCE = 200


class Why(models.TextChoices):
    """What makes another try worth while."""

    MENDED_THERE = "mended_there", _("Le service a corrigé la panne ou le refus")
    MENDED_HERE = "mended_here", _("Nous avons corrigé la clé, l’adresse ou la version")
    ASKED = "asked", _("Le service demande un nouvel envoi")


@dataclass(frozen=True)
class Lot:
    """Those of one service whose last attempt failed for one cause: ``code`` is what was kept of it."""

    service: str
    code: str
    number: int
    since: datetime

    @property
    def cause(self) -> _StrOrPromise:
        """Why, in words."""
        return cause_of_delivery(self.code)


def lots() -> list[Lot]:
    """Return the lots, the largest first: of the first MOST_GATHERED hand-overs."""
    first = Delivery.objects.needing_attention().order_by("created_at", "pk")[:MOST_GATHERED]
    gathered = Delivery.objects.filter(AmongFew("pk", first.values("pk")))
    rows = (
        gathered.annotate(code=_last_code())
        .values_list("service", "code")
        .annotate(number=Count("pk"), since=Min("created_at"))
        .order_by("-number", "service", "code")
    )
    return [Lot(*row) for row in rows]


def deliveries_of(*, service: str, code: str, days: int | None) -> QuerySet[Delivery]:
    """Return those of a lot that were sent in the last ``days``, or ever; the oldest first."""
    found = (
        Delivery.objects.needing_attention()
        .annotate(code=_last_code())
        .filter(service=service, code=code)
        .order_by("created_at", "pk")
    )
    return found.filter(created_at__gt=Now() - timedelta(days=days)) if days else found


def _last_code() -> Coalesce:
    last = DeliveryAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-started_at", "-pk")
    return Coalesce(Subquery(last.values("error")[:1]), Value(""))

"""How many mails of a budget have left, and what that leaves: reads only (ADR 0060)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from monespace.mail.addresses import recipient_key, same_writing
from monespace.mail.errors import Limit, MailBudgetSpent
from monespace.mail.models import Mail

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from monespace.mail.causes import Cause
    from monespace.mail.kinds import MailKind

WHOLE = "*"  # in the place of a recipient: what all of them together are too many for


class Counted(NamedTuple):
    """A mail of a budget."""

    caused_by: UUID | None
    on_behalf_of: str
    recipient_key: str
    at: datetime


def find_spent(*, kind: MailKind, cause: Cause, addresses: Collection[str]) -> dict[str, MailBudgetSpent]:
    """Return why one more mail to each address does not fit: by ``recipient_key``, or WHOLE for all together.

    One query, whatever their number.
    """
    wanted = keys_of(kind, cause, addresses)
    if not wanted:
        return {}
    rows = _counted(kind.budget, cause, wanted)
    together = {}
    if cause.person_id:
        together["person"] = [row.at for row in rows if row.caused_by == cause.person_id]
    if cause.enterprise:
        together["enterprise"] = [row.at for row in rows if row.on_behalf_of == cause.enterprise]
    found = {WHOLE: _longest_refusal(kind, cause, together, wanted=wanted.total())}
    for key, number in wanted.items():
        reached = [row for row in rows if row.recipient_key == key]
        to_one = {"recipient": [row.at for row in reached]}
        if cause.person_id:
            to_one["pair"] = [row.at for row in reached if row.caused_by == cause.person_id]
        found[key] = _longest_refusal(kind, cause, to_one, wanted=number)
    return {key: refusal for key, refusal in found.items() if refusal}


def keys_of(kind: MailKind, cause: Cause, addresses: Collection[str]) -> Counter[str]:
    """Return how many mails to these addresses count under which keys: none without a budget, or to self."""
    to_others = (one for one in addresses if one and same_writing(one) != cause.own) if kind.budget else ()
    return Counter(map(recipient_key, to_others))


def _counted(budget: str, cause: Cause, keys: Collection[str]) -> list[Counted]:
    """Return the mails of a budget that may matter, the oldest first."""
    matters = Q(recipient_key__in=keys, created_at__gt=_beginning(budget, "pair", "recipient"))
    if cause.person_id:
        matters |= Q(caused_by=cause.person_id, created_at__gt=_beginning(budget, "person"))
    if cause.enterprise:
        matters |= Q(on_behalf_of=cause.enterprise, created_at__gt=_beginning(budget, "enterprise"))
    mails = Mail.objects.filter(matters, budget=budget).order_by("created_at")
    return [
        Counted(*row) for row in mails.values_list("caused_by", "on_behalf_of", "recipient_key", "created_at")
    ]


def _beginning(budget: str, *scopes: str) -> datetime:
    """Return when the longest window of these scopes begins."""
    limits = [limit for scope in scopes for limit in settings.MAIL_BUDGETS[budget].get(scope, ())]
    return timezone.now() - timedelta(seconds=max((seconds for _amount, seconds in limits), default=0))


def _longest_refusal(
    kind: MailKind, cause: Cause, sent: dict[str, list[datetime]], *, wanted: int
) -> MailBudgetSpent | None:
    """Return which refusal of ``wanted`` more mails ends last; ``sent`` has, by scope, when mails left."""
    now, found = timezone.now(), []
    for scope, moments in sent.items():
        for amount, seconds in settings.MAIL_BUDGETS[kind.budget].get(scope, ()):
            window = timedelta(seconds=seconds)
            recent = [at for at in moments if at > now - window]
            too_many = len(recent) + wanted - amount
            if too_many > 0:
                last_to_leave = recent[min(too_many, len(recent)) - 1] if recent else now
                left, free_at = max(0, amount - len(recent)), last_to_leave + window
                limit = Limit(kind.budget, scope, amount, seconds)
                found.append(MailBudgetSpent(limit, cause=cause, left=left, free_at=free_at))
    return max(found, key=attrgetter("free_at"), default=None)

"""Whether more mails may reach other people: MAIL_BUDGETS says it, here it is held (ADR 0060).

The stored mails are what is counted: a mail counts when its transaction commits, in every process and after
every restart. Whoever wants to send waits for their turn on each count.
"""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from monespace.common.db import advisory_locks
from monespace.mail.counting import WHOLE, find_spent, keys_of
from monespace.mail.errors import MailBudgetSpent
from monespace.mail.models import BudgetRefusal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from monespace.mail.causes import Cause
    from monespace.mail.kinds import MailKind

P = ParamSpec("P")
R = TypeVar("R")


def within_budgets(service: Callable[P, R]) -> Callable[P, R]:
    """Run a service in a transaction; what a budget refuses is undone, and noted for agents."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                return service(*args, **kwargs)
        except MailBudgetSpent as refusal:
            note(refusal=refusal)
            raise

    return run


def clear(*, kind: MailKind, cause: Cause, addresses: Collection[str]) -> None:
    """Make sure that one more mail of ``kind`` to each address fits, until the transaction ends.

    For whoever writes to several people: before anything else and for all at once, so that two acts never
    wait for each other. Raises MailBudgetSpent.
    """
    keys = keys_of(kind, cause, addresses)
    if not keys:
        return
    counts = [*keys, *(str(who) for who in (cause.person_id, cause.enterprise) if who)]
    advisory_locks("mail-budget", kind.budget, one_of=counts)
    spent = find_spent(kind=kind, cause=cause, addresses=addresses)
    if spent:
        raise spent.get(WHOLE) or next(iter(spent.values()))
    cause.cleared.update({(kind.budget, key): number for key, number in keys.items()})


def is_cleared(*, kind: MailKind, cause: Cause, address: str) -> bool:
    """Whether a mail to ``address`` may be stored now: it had room, or gets some. Each room serves once.

    False, noted for agents, for a kind that is left out beyond its budget. Raises MailBudgetSpent for others.
    """
    for key in keys_of(kind, cause, [address]):
        if kind.is_left_out:
            spent = find_spent(kind=kind, cause=cause, addresses=[address])
            for refusal in spent.values():
                note(refusal=refusal)
            return not spent
        if not cause.cleared[kind.budget, key]:
            clear(kind=kind, cause=cause, addresses=[address])
        cause.cleared[kind.budget, key] -= 1
    return True


@transaction.atomic
def note(*, refusal: MailBudgetSpent) -> None:
    """Keep that somebody met the end of a budget: one row a day, which counts."""
    limit, cause = refusal.limit, refusal.cause
    row, is_new = BudgetRefusal.objects.get_or_create(
        day=timezone.localdate(),
        budget=limit.budget,
        scope=limit.scope,
        person_id=str(cause.person_id or ""),
        enterprise=cause.enterprise,
    )
    if not is_new:
        BudgetRefusal.objects.filter(pk=row.pk).update(times=F("times") + 1, last_at=timezone.now())


def forget_old_refusals() -> None:
    """Forget who met the end of a budget long ago."""
    long_ago = timezone.localdate() - timedelta(days=settings.MAIL_REFUSALS_KEPT_DAYS)
    BudgetRefusal.objects.filter(day__lt=long_ago).delete()

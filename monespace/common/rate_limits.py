"""How often somebody may ask for what costs us or others: RATE_LIMITS says it, here it is held (ADR 0044)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from monespace.common.clients import UNREADABLE
from monespace.common.counters import counters
from monespace.common.crypto import blind_index
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

EVERYBODY = "everybody"
DAY_SECONDS = 24 * 3600

logger = structlog.get_logger(__name__)


class TooOften(DomainError):
    """Asked more often than RATE_LIMITS allows; ``retry_after`` seconds from now it may be asked again."""

    message = _("Nous avons reçu trop de demandes en peu de temps. Réessayez dans quelques minutes.")
    status = 429
    retry_after: int

    def __init__(self, action: str, retry_after: int) -> None:
        super().__init__(action)
        self.retry_after = retry_after

    @property
    def minutes(self) -> int:
        """How long to wait, as people count."""
        return math.ceil(self.retry_after / 60)


def consume(action: str, who: UUID | str) -> None:
    """Count that ``who`` asks for ``action`` once more; raise TooOften beyond its limit.

    ``who`` is a person's id, a client's address, or EVERYBODY. Clients whose address nobody can read count as
    one, so that a limit holds for them too; a proxy that writes such addresses is seen in the logs. Neither
    Redis nor the logs get to know who it is.
    """
    amount, seconds = settings.RATE_LIMITS[action]
    digest = blind_index(str(who), purpose=f"rate limit {action}")
    count = counters.add(f"{settings.COUNTERS_PREFIX}:{action}:{digest}", seconds)
    if count.number <= amount:
        return
    if count.number == amount + 1:  # once for each time somebody goes too far
        logger.warning("rate_limit_reached", action=action, is_unreadable=who == UNREADABLE)
    counters.add(_refusals_key(action), DAY_SECONDS)
    raise TooOften(action, max(1, math.ceil(count.seconds_left)))


def refusals() -> dict[str, int]:
    """Return how often each action was refused, counted from zero again every day."""
    return {action: counters.read(_refusals_key(action)) for action in settings.RATE_LIMITS}


def _refusals_key(action: str) -> str:
    return f"{settings.COUNTERS_PREFIX}:refused:{action}"

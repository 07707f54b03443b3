"""Which processes give no sign of life any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from monespace.signs.models import Sign

if TYPE_CHECKING:
    from datetime import datetime

BEAT: Final = "beat"
RELAY: Final = "relay"
SILENT_AFTER: Final = timedelta(minutes=5)


def queue_sign(queue: str) -> str:
    """Return the name under which the workers of a queue are heard."""
    return f"queue {queue}"


def silent(now: datetime) -> list[Sign]:
    """Return who was heard once and not in the last minutes, the longest first.

    The workers of a queue are heard when beat has them asked: without beat nothing is known of them. Who was
    never heard is not here: what they should do stays undone, which is seen for itself.
    """
    signs = {sign.name: sign for sign in Sign.objects.order_by("seen_at")}
    asked_at = signs[BEAT].seen_at if BEAT in signs else now
    return [
        sign
        for sign in signs.values()
        if (now if sign.name in {BEAT, RELAY} else asked_at) - sign.seen_at > SILENT_AFTER
    ]


def seconds_since_signs(now: datetime) -> dict[str, float]:
    """Return how long ago each process was heard."""
    return {sign.name: (now - sign.seen_at).total_seconds() for sign in Sign.objects.order_by("name")}

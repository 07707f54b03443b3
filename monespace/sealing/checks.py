"""``manage.py check`` and every start: the sealing key is there, fits its certificate and lasts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Advice
from django.utils import timezone

from monespace.common.key_pairs import Unusable, problems
from monespace.sealing import seal_key

HINT = "See docs/runbooks/certificate-expiring.md."
WARN = timedelta(days=60)


@register("monespace")
def seal_is_usable(**_options: Any) -> list[CheckMessage]:
    """Refuse a seal that could seal or verify nothing; warn of one that ends or has not begun."""
    try:
        found = problems((seal_key.CERT, seal_key.KEY))
        first = seal_key.certificates()[0]
    except Unusable as problem:
        found = [str(problem)]
    if found:
        return [Error(problem, hint=HINT, id="sealing.E001") for problem in found]
    now, ends = timezone.now(), first.not_valid_after_utc
    if first.not_valid_before_utc > now:
        return [
            Advice("SEAL_CERT is not yet valid: its certificate begins later.", hint=HINT, id="sealing.W002")
        ]
    if ends - WARN < now:
        return [Advice(f"SEAL_CERT ends on {ends:%Y-%m-%d}.", hint=HINT, id="sealing.W002")]
    return []

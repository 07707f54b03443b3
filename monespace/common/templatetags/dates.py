"""Days and moments in every template: ``date``, Django's, but « 1er janvier » in French; and ``until``.

The first takes the built-in's place (settings, TEMPLATES) so that no page or mail can forget it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template import defaultfilters

from monespace.common.days import last_day_before, written_day, written_until

if TYPE_CHECKING:
    from datetime import datetime

WRITTEN_OUT = frozenset({"DATE_FORMAT", "DATETIME_FORMAT", "j F Y"})

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, style: str | None = None) -> str:
    """Write a day or a moment; nothing for none."""
    if value and style in WRITTEN_OUT:
        return written_day(value, style)
    return defaultfilters.date(value, style)


@register.filter
def until(end: datetime) -> str:
    """Write until when something may be done that is over at ``end``."""
    return written_until(end)


@register.filter(name="last_day")
def written_last_day(end: datetime, style: str = "DATE_FORMAT") -> str:
    """Write the last day of something that is over at ``end``."""
    return written_day(last_day_before(end), style)

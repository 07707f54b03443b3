"""The ``date`` filter of every template: Django's, but « 1er janvier » in French.

It takes the built-in's place (settings, TEMPLATES) so that no page or mail can forget it.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template import defaultfilters

from monespace.common.days import written_day

WRITTEN_OUT = frozenset({"DATE_FORMAT", "DATETIME_FORMAT", "j F Y"})

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, style: str | None = None) -> str:
    """Write a day or a moment; nothing for none."""
    if value and style in WRITTEN_OUT:
        return written_day(value, style)
    return defaultfilters.date(value, style)

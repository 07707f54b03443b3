"""How the portal writes numbers in pages and mails, and the attributes of its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms.utils import flatatt

from monespace.common.identifiers import InvalidIdentifier, format_bce

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def bce(value: str | None) -> str:
    """Write an enterprise number as people read it; leave anything else as it is."""
    try:
        return format_bce(value or "")
    except InvalidIdentifier:
        return value or ""


@register.filter
def attributes(values: dict[str, Any]) -> SafeString:
    """Write the attributes of an input, at once: a page has dozens, and a template loop is slow."""
    return flatatt(values)

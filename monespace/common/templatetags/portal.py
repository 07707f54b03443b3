"""How the portal writes numbers in pages and mails."""

from django import template

from monespace.common.identifiers import InvalidIdentifier, format_bce

register = template.Library()


@register.filter
def bce(value: str | None) -> str:
    """Write an enterprise number as people read it; leave anything else as it is."""
    try:
        return format_bce(value or "")
    except InvalidIdentifier:
        return value or ""

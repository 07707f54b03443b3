"""The tag ``space_tabs``: what the frame of a space shows on every page that has a tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from dossiers.following.selectors import counts_of
from dossiers.following.tabs import tabs_of

if TYPE_CHECKING:
    from django.template import Context

    from dossiers.following.tabs import Tab

register = template.Library()


@register.simple_tag(takes_context=True)
def space_tabs(context: Context, current: str) -> list[Tab]:
    """Return the tabs of the space one acts in, in one query: ``{% space_tabs "members" as tabs %}``."""
    actor = context["actor"]
    return tabs_of(actor, current, counts_of(actor))

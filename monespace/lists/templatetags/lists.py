"""The ways between a list and what is done with one of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.contrib.admin.views.main import PAGE_VAR

from monespace.lists import returning
from monespace.lists.paging import paginated

if TYPE_CHECKING:
    from django.contrib.admin.views.main import ChangeList
    from django.template import Context

    from monespace.lists.paging import ListPage

register = template.Library()


@register.simple_tag(takes_context=True)
def list_query(context: Context) -> str:
    """Write what an act's address carries to come back to this page: ``{% list_query as here %}``."""
    return returning.query_to_return(context["request"])


@register.simple_tag(takes_context=True)
def list_url(context: Context, name: str, **kwargs: object) -> str:
    """Write the address of the list one came from, as it was read: ``{% list_url 'accounts:sessions' %}``."""
    return returning.list_address(context["request"], name, **kwargs)


@register.simple_tag(takes_context=True)
def changelist_page(context: Context, changelist: ChangeList) -> ListPage:
    """Return the page of one of the agents' read-only lists: ``{% changelist_page cl as page %}``."""
    return paginated(context["request"], changelist.paginator, PAGE_VAR)

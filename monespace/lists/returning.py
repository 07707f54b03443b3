"""From what is done with one row of a list back to the same page of it, with its filters and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest

LIST: Final = "liste"
LONGEST_QUERY: Final = 500


def query_to_return(request: HttpRequest) -> str:
    """Return what the address of an act on a row carries: how the list is read now; often nothing."""
    query = request.GET.copy()
    query.pop(LIST, None)
    here = query.urlencode()
    return f"?{urlencode({LIST: here})}" if here else ""


def list_address(request: HttpRequest, name: str, **kwargs: object) -> str:
    """Return the address of the list ``name`` as it was read when the person left it.

    Only the query comes from the address, never the path: it leads nowhere else.
    """
    asked = request.GET.get(LIST, "")
    query = QueryDict(asked).urlencode() if len(asked) <= LONGEST_QUERY else ""
    path = reverse(name, kwargs=kwargs)
    return f"{path}?{query}" if query else path

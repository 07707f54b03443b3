"""The one door of every list's search box: what is typed is posted, and comes back sealed in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from monespace.lists.words import WORDS, sealed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@sensitive_post_parameters("words")
def search(request: HttpRequest) -> HttpResponse:
    """Lead back to the list the words were typed on, reduced to what they find; no words, no search."""
    path, query = _list_of(request.POST.get("next", ""))
    query.pop(WORDS, None)
    if words := sealed(request, request.POST.get("words", "")):
        query[WORDS] = words
    address = f"{path}?{query.urlencode()}" if query else path
    place = request.POST.get("place", "")
    return redirect(f"{address}#{place}" if place.isidentifier() else address)


def _list_of(address: str) -> tuple[str, QueryDict]:
    """Return path and query of a page of the portal. Raises Http404 for anything else."""
    if not (address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)):
        raise Http404
    parts = urlsplit(address)
    try:
        resolve(parts.path)
    except Resolver404:
        raise Http404 from None
    return parts.path, QueryDict(parts.query, mutable=True)

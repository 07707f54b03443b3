"""What who manages accesses looks back on, and takes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.access import get_manager
from enterprises.history import history_of
from enterprises.members import members_of
from enterprises.members_csv import members_csv
from enterprises.sorting import has_words
from monespace.lists.paging import page_of
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def history(request: HttpRequest, space: str) -> HttpResponse:
    """Show who gave which access to whom, when, and why it ended."""
    _actor, enterprise = get_manager(request, space)
    words = words_of(request)
    entries = [entry for entry in history_of(enterprise) if has_words(f"{entry.who} {entry.what}", words)]
    return render(request, "enterprises/members/history.html", {"page": page_of(request, entries)})


@require_safe
def export(request: HttpRequest, space: str) -> HttpResponse:
    """Give the list of members as a file."""
    _actor, enterprise = get_manager(request, space)
    file = HttpResponse(members_csv(members_of(enterprise)), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="membres-{enterprise.number}.csv"'
    return file

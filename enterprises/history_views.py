"""What who manages accesses looks back on, and takes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.access import get_manager
from enterprises.history import history_of
from enterprises.members import members_of
from enterprises.members_csv import members_csv

if TYPE_CHECKING:
    from django.http import HttpRequest

PER_PAGE = 50


@require_safe
def history(request: HttpRequest, space: str) -> HttpResponse:
    """Show who gave which access to whom, when, and why it ended."""
    _actor, enterprise = get_manager(request, space)
    page = Paginator(history_of(enterprise), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "enterprises/members/history.html", {"page": page})


@require_safe
def export(request: HttpRequest, space: str) -> HttpResponse:
    """Give the list of members as a file."""
    _actor, enterprise = get_manager(request, space)
    file = HttpResponse(members_csv(members_of(enterprise)), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="membres-{enterprise.number}.csv"'
    return file

"""What is answered when something broke: a defect, or a database that is away (ADR 0097)."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, connection
from django.utils.cache import add_never_cache_headers
from psycopg.errors import LockNotAvailable, QueryCanceled

from monespace.bodies.excess import excess_of
from monespace.common.clients import is_from_own_page
from monespace.error_pages import bare_page, reference
from monespace.incidents.keeping import keep_incident

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DATABASE_AWAY = (OperationalError, InterfaceError)
DATABASE_RETRY_SECONDS = 30


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke, with a page that needs neither database nor session nor request.

    A database that does not answer is no defect: 503, and when to come back. Neither is what it gave up
    because it took too long, or waited for somebody else (ADR 0066).
    """
    error = sys.exception()
    if isinstance(getattr(error, "__cause__", None), QueryCanceled | LockNotAvailable):
        return bare_page(request, "503_too_long.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
    if isinstance(error, DATABASE_AWAY):
        return unavailable(request)
    keep_incident(request, code=reference(), status=HTTPStatus.INTERNAL_SERVER_ERROR, error=error)
    return bare_page(request, "500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer while the database is away: when to come back, and what was sent, to be sent again.

    Nothing that a form brought is saved unless a transaction was to be ended: then nobody can know.
    """
    response = bare_page(
        request,
        "503.html",
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        is_form=is_form(request),
        inputs=inputs_again(request),
        is_nothing_saved=not getattr(connection, "has_committed", False),
    )
    response["Retry-After"] = str(DATABASE_RETRY_SECONDS)
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


def is_form(request: HttpRequest) -> bool:
    """Whether a form of our own page was sent: nothing else is given back, and no other says what it is."""
    return request.method == "POST" and is_from_own_page(request)


def inputs_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a form brought, as it came; nothing of one that was cut, or came with files."""
    if not is_form(request) or request.FILES or excess_of(request):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]

"""Refuses requests that hold what no text may: NUL characters, bytes that are not UTF-8 (ADR 0047).

PostgreSQL keeps no NUL character, and a request is read as UTF-8, whatever encoding it names. What a person
typed into a form is cleaned and kept; what only a machine writes is refused: addresses, names, headers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from monespace import error_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from django.http import HttpRequest, HttpResponse

NUL = "\0"
OTHER_ENCODING = "other-encoding"
# RFC 2231 hides encodings behind asterisks; no browser sends one here, nor another encoding than its page's.
NAMED_ENCODING = re.compile(r"charset\s*=(?!\s*\"?utf-?8\"?\s*(?:;|$))|\*", re.IGNORECASE)


def read_as_utf8(application: WSGIApplication) -> WSGIApplication:
    """Take an encoding other than UTF-8 away before Django decodes with it, for the middleware to refuse."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        if NAMED_ENCODING.search(environ.get("CONTENT_TYPE", "")):
            environ["CONTENT_TYPE"] = OTHER_ENCODING
        return application(environ, start_response)

    return serve


class DoorMiddleware:
    """Refuses or cleans a request before any view or middleware reads what was sent with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through: its person and language are not known yet, so it is judged at the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Refuse what a machine wrote wrongly; take NUL out of what was typed."""
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if NUL not in name + text}
        content_type = request.META.get("CONTENT_TYPE", "")
        if content_type == OTHER_ENCODING or NAMED_ENCODING.search(content_type):
            return error_pages.unreadable(request)
        if any(NUL in text for text in written_by_machines(request)):
            return error_pages.unreadable(request)
        typed = request.POST
        if any(NUL in text for _, texts in typed.lists() for text in texts):
            request.POST = QueryDict(typed.urlencode().replace("%00", ""))  # a typed "%" is "%25" here
        return None


def written_by_machines(request: HttpRequest) -> Iterator[str]:
    """Yield every text of a request that nobody types: its address, headers, names of fields and files."""
    yield request.path
    for name, texts in request.GET.lists():
        yield from (name, *texts)
    yield from (value for name, value in request.META.items() if name.startswith("HTTP_"))
    yield from request.POST
    for name, files in request.FILES.lists():
        yield from (name, *(file.name or "" for file in files))

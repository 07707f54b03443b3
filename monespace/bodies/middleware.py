"""Refuses a request whose body did not come whole, or holds too much, before anything reads it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.http import UnreadablePostError

from monespace import error_pages
from monespace.bodies.excess import excess_of, read_form
from monespace.bodies.whole import LARGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class WholeBodyMiddleware:
    """Answers in place of a view that would take half a form for a whole one.

    Stands before whatever reads a form, the check of its token included.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through: its page needs to know who is signed in, which is not yet said here."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Read a form to its end; the server has dropped one that is larger than any form of ours.

        What is too large, and is there, reaches only a view that gives it back.
        """
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return error_pages.bad_request(request, RequestDataTooBig())
        if request.method == "POST":
            try:
                read_form(request)
            except UnreadablePostError:
                return incomplete(request)
            if (excess := excess_of(request)) and not getattr(view, "gives_back_excess", False):
                return error_pages.too_large(request, excess)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that reads another body than a form's."""
        return incomplete(request) if isinstance(exception, UnreadablePostError) else None


def incomplete(request: HttpRequest) -> HttpResponse:
    """Say that what was sent did not come whole, and that none of it was kept."""
    return error_pages.problem(request, "400_incomplete.html", status=HTTPStatus.BAD_REQUEST)

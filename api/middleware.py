"""Gives each answer of the interface its trace id, and a problem where the portal would show a page."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import structlog

from api.problems.answers import answer
from api.problems.kinds import DEFECT, OF_STATUS, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PREFIX: Final = "/api/"
TRACE: Final = "BelGov-Trace-Id"
RELATED: Final = "BelGov-Related-Trace-Id"
KNOWN_FORM: Final = re.compile(r"[\w.:-]{1,36}", re.ASCII)
KEPT: Final = ("Allow", "Retry-After")


class ApiMiddleware:
    """Stands before whatever may answer in the place of an operation."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Name the request, in its answer as in the logs; leave every other address alone."""
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        trace_id = str(uuid4())
        request.trace_id = trace_id  # type: ignore[attr-defined]  # read back by api.problems.answers
        with structlog.contextvars.bound_contextvars(trace_id=trace_id):
            response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST and _is_page(response):
            kept = {name: response[name] for name in KEPT if name in response}
            response = answer(request, Problem(OF_STATUS.get(response.status_code, DEFECT), headers=kept))
        response[TRACE] = trace_id
        related = request.headers.get(TRACE, "")
        if KNOWN_FORM.fullmatch(related):
            response[RELATED] = related
        return response


def _is_page(response: HttpResponse) -> bool:
    """Whether an answer is for a browser."""
    return response.get("Content-Type", "").startswith("text/html")

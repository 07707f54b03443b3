"""Answers with a problem, in JSON, under the trace id of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse

if TYPE_CHECKING:
    from django.http import HttpRequest

    from api.problems.kinds import Problem

MEDIA_TYPE = "application/problem+json"


def answer(request: HttpRequest, problem: Problem) -> JsonResponse:
    """Return the answer that a problem is; nobody keeps it."""
    kind = problem.kind
    said: dict[str, Any] = {
        "type": kind.type,
        "href": kind.href,
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "instance": f"urn:uuid:{trace_id(request)}",
        **problem.members,
    }
    return JsonResponse(
        {name: value for name, value in said.items() if value != ""},
        status=kind.status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", "Content-Language": "en", **problem.headers},
    )


def trace_id(request: HttpRequest) -> str:
    """Return the id under which the logs know the request."""
    return str(getattr(request, "trace_id", ""))

"""Sends the answer to a write, the first time as every other."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from api.idempotency.services import Answer


def respond(answer: Answer, *, made: str = "") -> HttpResponse:
    """Send an answer; ``made`` names what in it leads to what the write made; empty for nothing."""
    headers = {"ETag": answer.etag, "Cache-Control": "no-store"}
    if made:
        headers["Location"] = json.loads(answer.body)[made]
    status = HTTPStatus.CREATED if made else HTTPStatus.OK
    return HttpResponse(answer.body, status=status, content_type="application/json", headers=headers)

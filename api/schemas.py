"""What every body in JSON has in common: names in lowerCamelCase, nothing unknown, nothing null."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

from api.problems import kinds
from api.problems.kinds import Problem

if TYPE_CHECKING:
    from collections.abc import Callable


FULL_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _written(value: object) -> object:
    """Return what is written as a day. Raises ValueError for numbers and moments."""
    if (isinstance(value, str) and not FULL_DATE.fullmatch(value)) or isinstance(value, int | float):
        raise ValueError("A day is written as 2026-12-31.")
    return value


Day = Annotated[date, BeforeValidator(_written)]


class Body(BaseModel):
    """A part of a body, read or written."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    def as_json(self) -> bytes:
        """Return it as it is sent, without what is not known."""
        return self.model_dump_json(by_alias=True, exclude_none=True).encode()


def address_of(name: str, **kwargs: Any) -> str:
    """Return the whole address of something of the interface."""
    return f"{settings.SITE_URL}{reverse(f'api:{name}', kwargs=kwargs)}"


def etag_of(body: Body) -> str:
    """Return what names this state of a thing: it changes when anything that is told of it does."""
    return f'"{hashlib.sha256(body.as_json()).hexdigest()[:32]}"'


def answer_with(request: HttpRequest, body: Body, *, status: int = 200) -> HttpResponse:
    """Return the answer that tells a thing; 304 to who knows it as it is already."""
    etag = etag_of(body)
    headers = {"ETag": etag, "Cache-Control": "no-store"}
    if request.method == "GET" and knows(request, etag):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body.as_json(), status=status, content_type="application/json", headers=headers)


def knows(request: HttpRequest, etag: str) -> bool:
    """Whether the request says that it knows this state (If-None-Match)."""
    return bool(_named(request.headers.get("If-None-Match", "")) & {etag, "*"})


def require_match(request: HttpRequest, standing: Callable[[], Body]) -> None:
    """Raise a Problem for who acts on another state than that which stands (If-Match).

    ``standing`` reads that one: only where the request names a state.
    """
    named = _named(request.headers.get("If-Match", ""))
    if not named or "*" in named:
        return
    etag = etag_of(standing())
    if etag not in named:
        raise Problem(kinds.STALE, "It has changed since it was read.", headers={"ETag": etag})


def _named(header: str) -> set[str]:
    """Return the states that a header names; one that was weakened on its way by compression is the same."""
    return {one.strip().removeprefix("W/") for one in header.split(",") if one.strip()}

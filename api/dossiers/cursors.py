"""Where a list goes on: opaque, signed, and good only for the system and the question it was made for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from django.core import signing

from api.problems.kinds import bad_request, issue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from api.dossiers.schemas import Paging
    from dossiers.clients.actors import ServiceClient

Row = TypeVar("Row")


def cut(rows: Sequence[Row] | QuerySet[Any, Row], wanted: Paging) -> tuple[list[Row], Row | None]:
    """Return the first page of rows, and the last of it if more follow; no more than one more is read."""
    found = list(rows[: wanted.page_size + 1])
    shown = found[: wanted.page_size]
    return shown, shown[-1] if len(found) > len(shown) else None


def next_page(address: str, place: list[str | int], *, actor: ServiceClient, wanted: Paging) -> str:
    """Return the address of what follows ``place``, in the list at ``address``."""
    question = wanted.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    question["cursor"] = signing.dumps(place, salt=_salt(address, actor, wanted))
    return f"{address}?{urlencode(question, doseq=True)}"


def place_in(address: str, actor: ServiceClient, wanted: Paging) -> list[Any] | None:
    """Return where the list goes on; None for its beginning. Raises a Problem for no cursor of ours."""
    if wanted.cursor is None:
        return None
    try:
        return list(signing.loads(wanted.cursor, salt=_salt(address, actor, wanted)))
    except signing.BadSignature as wrong:
        told = "This cursor is not one of this question's; begin without one."
        raise bad_request(issue("cursor", "query", "invalidInput", told)) from wrong


def _salt(address: str, actor: ServiceClient, wanted: Paging) -> str:
    """Return the question that a cursor belongs to; pages of another size follow one another as well."""
    question = wanted.model_dump_json(exclude={"cursor", "page_size"})
    return f"{address}:{actor.machine_id}:{question}"

"""Where a list goes on: opaque, signed, and good only for the system and the question it was made for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from django.core import signing

from api.problems.kinds import bad_request, issue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    from api.dossiers.schemas import Paging
    from dossiers.clients.actors import ServiceClient

Row = TypeVar("Row")


def page_of(
    address: str,
    after: Callable[[list[Any] | None], Sequence[Row] | QuerySet[Any, Row]],
    place: Callable[[Row], list[str | int]],
    *,
    actor: ServiceClient,
    wanted: Paging,
) -> tuple[list[Row], str | None]:
    """Return the wanted page of the list at ``address``, and where the next one is; None after the last.

    ``after`` gives the rows after a place, all of them for None, of which one more than the page is read;
    ``place`` is that of a row. Raises a Problem for a cursor that is none of ours.
    """
    found = list(after(_place_in(address, actor, wanted))[: wanted.page_size + 1])
    shown = found[: wanted.page_size]
    if len(found) == len(shown):
        return shown, None
    question = wanted.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    question["cursor"] = signing.dumps(place(shown[-1]), salt=_salt(address, actor, wanted))
    return shown, f"{address}?{urlencode(question, doseq=True)}"


def _place_in(address: str, actor: ServiceClient, wanted: Paging) -> list[Any] | None:
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

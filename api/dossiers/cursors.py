"""Where a list goes on: opaque, signed, and good only for the system and the question it was made for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.core import signing

from api.problems.kinds import bad_request, issue

if TYPE_CHECKING:
    from api.dossiers.schemas import Wanted
    from dossiers.clients.actors import ServiceClient
    from dossiers.dossier.models import Dossier


class Place(NamedTuple):
    """The last dossier that was told: those after it follow."""

    changed_at: datetime
    dossier_id: UUID


def cursor_after(dossier: Dossier, *, actor: ServiceClient, wanted: Wanted) -> str:
    """Return what leads to the dossiers after this one."""
    return signing.dumps([dossier.updated_at.isoformat(), str(dossier.pk)], salt=_salt(actor, wanted))


def place_of(actor: ServiceClient, wanted: Wanted) -> Place | None:
    """Return where the list goes on; None for its beginning. Raises a Problem for no cursor of ours."""
    if wanted.cursor is None:
        return None
    try:
        changed_at, dossier_id = signing.loads(wanted.cursor, salt=_salt(actor, wanted))
    except signing.BadSignature as wrong:
        told = "This cursor is not one of this question's; begin without one."
        raise bad_request(issue("cursor", "query", "invalidInput", told)) from wrong
    return Place(datetime.fromisoformat(changed_at), UUID(dossier_id))


def _salt(actor: ServiceClient, wanted: Wanted) -> str:
    """Return the question that a cursor belongs to; pages of another size follow one another as well."""
    question = wanted.model_dump_json(exclude={"cursor", "page_size"})
    return f"api.dossiers:{actor.machine_id}:{question}"

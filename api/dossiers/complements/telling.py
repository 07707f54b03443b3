"""Makes of requests for complements what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.dossiers.complements import schemas
from api.dossiers.complements.schemas import Standing
from api.schemas import address_of
from dossiers.clients.authorship import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from dossiers.complements.models import ComplementRequest


def address_of_complement(request: ComplementRequest) -> str:
    """Return where a request is read."""
    return address_of("complement", dossier_id=request.dossier_id, complement_id=request.pk)


def told_complement(request: ComplementRequest) -> schemas.Complement:
    """Return all that is told of a request; who asked, its dossier and its answer are loaded."""
    standing, ended_at = _standing(request)
    return schemas.Complement(
        href=address_of_complement(request),
        id=request.pk,
        text=request.text,
        due_on=request.due_on,
        fields=request.fields,
        asked_by=name_of(request, "asked_by"),
        asked_at=request.asked_at,
        standing=standing,
        ended_at=ended_at,
        cancel_reason=request.cancel_reason or None,
        submission=request.answer.number if request.answer else None,
    )


def _standing(request: ComplementRequest) -> tuple[Standing, datetime | None]:
    """Return what became of a request, and when where it ended by itself."""
    ends = {
        Standing.ANSWERED: request.answered_at,
        Standing.CANCELLED: request.cancelled_at,
        Standing.LAPSED: request.lapsed_at,
    }
    for standing, moment in ends.items():
        if moment is not None:
            return standing, moment
    return (Standing.AWAITED if request.is_awaited else Standing.OVER), None

"""A round of signatures held for change, and ended: what the services of both sides share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from dossiers.cosigning.emails import tell_end
from dossiers.cosigning.models import SignatureRequest
from monespace.common.db import get_or_none, require_transaction

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.cosigning.models import Outcome


def open_round(dossier_id: UUID) -> SignatureRequest | None:
    """Return the round that a dossier waits for; its row is held by the caller."""
    rounds = SignatureRequest.objects.open_of(dossier_id)
    return get_or_none(rounds.select_related("requested_by", "dossier__owner_enterprise"))


def end_round(*, request: SignatureRequest, outcome: Outcome) -> None:
    """End a round whose dossier the caller holds, forget its copy of the request, and tell people."""
    require_transaction()
    request.ended_at, request.outcome, request.content = timezone.now(), outcome, {}
    request.save(update_fields=["ended_at", "outcome", "content"])
    tell_end(request=request)

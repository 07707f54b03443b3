"""What a submission keeps: the payload in one canonical form, who sent it and which documents."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.filling.models import Attachment
    from enterprises.rights.actor import Actor


def canonical_json(value: Any) -> bytes:
    """Return the one JSON text of ``value``: sorted keys, no spaces, UTF-8; what is hashed and sent."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def sha256(value: Any) -> str:
    """Return the hash of the canonical JSON of ``value``."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def actor_snapshot(actor: Actor) -> dict[str, Any]:
    """Say who sends, in whose name and how surely known, as it is at this moment."""
    enterprise = actor.space.enterprise
    return {
        "user_id": str(actor.user.pk),
        "first_name": actor.user.first_name,
        "last_name": actor.user.last_name,
        "space": {"kind": "citizen"}
        if enterprise is None
        else {"kind": "enterprise", "number": enterprise.number, "name": enterprise.name},
        **actor.capacity,
        **_holder(actor),
    }


def _holder(actor: Actor) -> dict[str, Any]:
    """Say which enterprise holds the mandate under which the actor sends, if one does."""
    if actor.mandate is None:
        return {}
    holder = actor.mandate.holder
    return {"holder": {"number": holder.number, "name": holder.name}}


def documents_manifest(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """List the files that go with the submission, as the receipt shows them."""
    return [
        {
            "id": str(attachment.pk),
            "step": attachment.step,
            "field": attachment.field,
            "name": attachment.original_name,
            "content_type": attachment.content_type,
            "size": attachment.size,
            "sha256": attachment.sha256,
        }
        for attachment in attachments
    ]

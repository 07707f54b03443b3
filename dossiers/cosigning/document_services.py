"""Opens the documents of a request to who signs it, before signing and afterwards; notes each opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.cosigning.answer_services import require_level, require_signatory
from dossiers.cosigning.closed import SigningRefusal
from dossiers.cosigning.errors import SigningClosed
from dossiers.cosigning.selectors import get_signature, signatory_of, signed_document
from monespace.common.errors import NotVisible
from monespace.common.rate_limits import consume
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.cosigning.models import Signatory
    from dossiers.filling.models import Attachment
    from enterprises.rights.actor import Actor


@transaction.atomic
def open_to_sign(*, actor: Actor, token: str, document_id: UUID) -> Attachment:
    """Return a document of what a link asks the actor to sign, and note that they opened it.

    Raises SigningClosed and SurerSignInNeeded as signing does, NotVisible, TooOften.
    """
    signatory = signatory_of(token)
    if signatory is None:
        raise SigningClosed(SigningRefusal.UNKNOWN)
    require_signatory(actor=actor, signatory=signatory)
    return _opened(actor, signatory, document_id)


@transaction.atomic
def open_signed(*, actor: Actor, signatory_id: UUID, document_id: UUID) -> Attachment:
    """Return a document of what the actor signed, as long as it is shown to them, and note the opening.

    Raises NotVisible, SurerSignInNeeded, TooOften.
    """
    signatory = get_signature(actor.user, signatory_id)
    require_level(actor=actor, signatory=signatory)
    return _opened(actor, signatory, document_id)


def _opened(actor: Actor, signatory: Signatory, document_id: UUID) -> Attachment:
    document = signed_document(signatory, document_id)
    if document is None:
        raise NotVisible
    consume("document_to_sign", actor.user.pk)
    record(
        "dossier.document_opened",
        actor=actor,
        subject=signatory.request.dossier,
        signatory=signatory.pk,
        document=document.pk,
    )
    return document

"""What each table holds of a dossier: what erasing makes of it, and what stays and why (ADR 0093).

A house test reads it: every table from which a key leads to a dossier stands here, and each of its columns
that can hold words. The triggers that keep rows unchanged allow what stands here, for an anonymised dossier.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dossiers.complements.models import ComplementAnswers, ComplementRequest
from dossiers.cosigning.models import Signatory, SignatureRequest
from dossiers.deadlines.models import DossierDeadline
from dossiers.decisions.attachments.models import DecisionAttachment
from dossiers.decisions.ebox.models import EboxPost
from dossiers.decisions.models import Decision, DecisionDocument
from dossiers.decisions.proposals.models import DecisionProposal
from dossiers.dossier.models import Dossier
from dossiers.drafts.models import DraftNotice, TrashedDraft
from dossiers.filling.models import Attachment, StepAnswers
from dossiers.handling.models import Case, InternalNote
from dossiers.handovers.models import Handover
from dossiers.messages.models import Message, MessageDocument, ReadMark
from dossiers.notices.models import Notice
from dossiers.receipts.models import Receipt
from dossiers.retention.models import Erasure, Hold
from dossiers.submission.models import Delivery, DeliveryAttempt, Submission
from dossiers.withdrawal.models import Withdrawal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

ERASED: Final = "–"
"""Stands where a table wants words and has none any more."""
HASH: Final = "a hash: who kept what was sent can prove it"
CODE: Final = "a code, or the key of a question, step or service"
REFERENCE: Final = "the reference under which the dossier is filed elsewhere"
LIMIT: Final = "days from which a time limit was counted"
OF_FILE: Final = "where the file stood: made of ids; emptied once the file is deleted"


@dataclass(frozen=True)
class Contents:
    """What a table holds of a dossier, to which ``path`` leads.

    ``emptied`` are columns and what stands there afterwards; ``kept`` are other columns with words, each with
    the reason why it may stay. ``is_removed``: whole rows go.
    """

    path: str = "dossier"
    emptied: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    is_removed: bool = False


TABLES: dict[type[Model], Contents] = {
    Dossier: Contents(path="pk", kept={"reference": REFERENCE, "route": CODE}),
    StepAnswers: Contents(is_removed=True),
    Attachment: Contents(
        emptied={"original_name": ""},
        kept={"step": CODE, "field": CODE, "content_type": CODE, "sha256": HASH, "file": OF_FILE},
    ),
    DraftNotice: Contents(),
    TrashedDraft: Contents(),
    Handover: Contents(is_removed=True),
    ComplementRequest: Contents(emptied={"text": ERASED, "cancel_reason": ""}, kept={"fields": CODE}),
    ComplementAnswers: Contents(path="request__dossier", is_removed=True),
    SignatureRequest: Contents(emptied={"content": {}}, kept={"content_sha256": HASH}),
    Signatory: Contents(
        path="request__dossier",
        emptied={"name": "", "email": "", "signature": {}, "decline_reason": ""},
        kept={"key": CODE, "token_digest": HASH},
    ),
    Submission: Contents(
        emptied={"answers": {}, "payload": {}, "actor": {}, "documents": [], "signatories": []},
        kept={"payload_sha256": HASH, "declarations": CODE},
    ),
    Receipt: Contents(path="submission__dossier"),
    Delivery: Contents(
        path="submission__dossier", kept={"gateway": CODE, "service": CODE, "service_reference": REFERENCE}
    ),
    DeliveryAttempt: Contents(path="delivery__submission__dossier", kept={"error": CODE}),
    DossierDeadline: Contents(kept={"waits": LIMIT, "steps": LIMIT}),
    Case: Contents(kept={"service": CODE}),
    InternalNote: Contents(path="case", emptied={"text": ERASED}),
    Message: Contents(emptied={"text": ERASED}),
    MessageDocument: Contents(
        path="message__dossier",
        emptied={"original_name": ""},
        kept={"content_type": CODE, "sha256": HASH, "file": OF_FILE},
    ),
    ReadMark: Contents(),
    Notice: Contents(),
    DecisionProposal: Contents(emptied={"reasons": ERASED}),
    Decision: Contents(emptied={"reasons": ERASED, "remedies": ERASED}),
    DecisionDocument: Contents(),
    DecisionAttachment: Contents(
        emptied={"original_name": ""}, kept={"content_type": CODE, "sha256": HASH, "file": OF_FILE}
    ),
    EboxPost: Contents(emptied={"message_id": ""}),
    Withdrawal: Contents(emptied={"reason": ""}),
    Erasure: Contents(),
    Hold: Contents(emptied={"reason": ""}),
}
"""Apps above add their own (``also_erased``)."""


def also_erased(model: type[Model], contents: Contents) -> None:
    """Declare what a table of another app holds of a dossier."""
    TABLES[model] = contents

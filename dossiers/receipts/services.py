"""Makes the sealed receipt of a submission: in the outbox, once, and never in the way of sending."""

from __future__ import annotations

from dossiers.deadlines.selectors import deadline_of
from dossiers.dossier.routed import definition_for
from dossiers.receipts.content import receipt_data
from dossiers.receipts.models import Receipt
from dossiers.sealed.services import seal_once
from dossiers.states import State
from dossiers.submission.models import Submission
from monespace.common.db import get_or_none
from monespace.outbox.routes import handles
from monespace.sealing.models import Kind


@handles("receipt.make")
def make_receipt(submission_id: str) -> None:
    """Set, seal and keep the receipt in the dossier's language, unless it is there.

    What is erased gets none any more. What fails raises: the outbox tries again, ever more slowly.
    """
    wanted = Submission.objects.filter(pk=submission_id, receipt=None).select_related("dossier__deadline")
    wanted = wanted.exclude(dossier__state=State.ANONYMISED)
    submission = get_or_none(wanted)
    if submission is None:
        return
    dossier, definition = submission.dossier, definition_for(submission.dossier)
    seal_once(
        kind=Kind.RECEIPT,
        dossier=dossier,
        definition=definition,
        at=submission.submitted_at,
        data=receipt_data(submission, definition, deadline_of(dossier), dossier.language),
        links=Receipt.objects,
        of={"submission": submission},
    )

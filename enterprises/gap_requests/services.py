"""Asking to be recorded as access manager with documents, scanned later and erased in time (ADR 0041)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises.gap_requests import emails
from enterprises.gap_requests.errors import ManagesAlready
from enterprises.gap_requests.models import GapRequest, GapRequestDocument
from enterprises.register.models import require_active
from enterprises.requests.errors import RequestClosed, TooManyRequests
from enterprises.rights.models import GapDesignation
from enterprises.rights.services import lock_enterprise
from monespace.common.authors import SYSTEM
from monespace.common.db import advisory_lock, get_or_none, require_transaction
from monespace.common.references import new_reference
from monespace.documents.intake import taken_in
from monespace.documents.later import write_scan
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from accounts.models import User
    from enterprises.managers.models import RepresentationCheck
    from enterprises.register.models import Enterprise
    from monespace.common.levels import Level
    from monespace.documents.rules import FileRules

REFERENCE_PREFIX = "GA"
MOST_OPEN = 3
MOST_PER_DAY = 5
Kind = GapDesignation.Kind
SCAN, ERASE = "gap_request_document.scan", "gap_request_document.erase"
KEPT_FOR = timedelta(days=365)


def request_gap(
    *,
    actor: User,
    enterprise: Enterprise,
    check: RepresentationCheck,
    quality: GapRequest.Quality,
    remark: str,
    level: Level,
    method: str,
    uploads: list[UploadedFile],
    rules: FileRules,
) -> GapRequest:
    """Keep the documents and the request; who asks again while waiting gets the same request.

    ``check`` is what the source has just answered about the person; ``level`` and ``method`` say how surely
    they are known. All files are kept or none. Raises ValidationError with what to do about the files,
    EnterpriseStopped, ManagesAlready, TooManyRequests.
    """
    request = GapRequest(
        enterprise=enterprise,
        requested_by=actor,
        quality=quality,
        remark=remark,
        representation=check,
        level=level,
        method=method,
    )
    refuse_needless(actor=actor, enterprise=enterprise)
    new_document = partial(GapRequestDocument, gap_request=request)
    with taken_in(uploads, rules, new_document, folder=request.pk) as taken:
        kept = _keep(request, taken.rows)
        taken.are_kept = kept == request
    return kept


def refuse_needless(*, actor: User, enterprise: Enterprise) -> None:
    """Raise EnterpriseStopped or ManagesAlready when there is nothing to ask for."""
    require_active(enterprise)
    if enterprise.gap_designations.current().filter(user=actor, kind=Kind.PRINCIPAL).exists():
        raise ManagesAlready


@within_budgets
def _keep(request: GapRequest, documents: list[GapRequestDocument]) -> GapRequest:
    actor = request.requested_by
    advisory_lock("gap-requests", actor.pk)
    enterprise = lock_enterprise(enterprise_id=request.enterprise_id)
    own = GapRequest.objects.filter(requested_by=actor)
    if waiting := get_or_none(own.open().filter(enterprise=enterprise)):
        return waiting
    refuse_needless(actor=actor, enterprise=enterprise)
    lately = own.filter(requested_at__gt=timezone.now() - timedelta(days=1))
    if own.open().count() >= MOST_OPEN or lately.count() >= MOST_PER_DAY:
        raise TooManyRequests
    request.reference = new_reference(REFERENCE_PREFIX)
    request.save(force_insert=True)
    GapRequestDocument.objects.bulk_create(documents)
    for document in documents:
        if document.scan == document.Scan.PENDING:
            enqueue(SCAN, document_id=document.pk)
    record(
        "gap_request.received",
        actor=actor,
        subject=enterprise,
        request=request.pk,
        quality=request.quality,
        documents=[str(document.pk) for document in documents],
    )
    emails.tell_received(request)
    emails.tell_managers_asked(request)
    return request


@transaction.atomic
def withdraw_gap_request(*, actor: User, gap_request: GapRequest) -> None:
    """Take one's own request back and have its documents deleted; doing it twice changes nothing.

    Raises RequestClosed once it is decided.
    """
    lock_enterprise(enterprise_id=gap_request.enterprise_id)
    mine = GapRequest.objects.filter(pk=gap_request.pk, requested_by=actor)
    if decided := mine.filter(decided_at__isnull=False).first():
        raise RequestClosed(decided.state.value, decided.decided_at)
    if mine.open().order_by().update(withdrawn_at=timezone.now()):
        erase_documents(gap_request=gap_request)
        record("gap_request.withdrawn", actor=actor, subject=gap_request.enterprise, request=gap_request.pk)


@transaction.atomic
def record_scan(*, document: GapRequestDocument, is_clean: bool) -> None:
    """Write what the scan said of a pending document; a refused one loses its file."""
    if not write_scan(document, is_clean=is_clean):
        return
    tag = "gap_request.document_verified" if is_clean else "gap_request.document_refused"
    record(tag, actor=SYSTEM, subject=document.gap_request.enterprise, document=document.pk)
    if not is_clean:
        enqueue(ERASE, document_id=document.pk)


def erase_documents(*, gap_request: GapRequest) -> None:
    """Want every file of a request deleted, once this transaction has committed."""
    require_transaction()
    for document in gap_request.documents.exclude(file=""):
        enqueue(ERASE, document_id=document.pk)


@transaction.atomic
def purge_gap_request(*, request_id: UUID) -> None:
    """Forget what a request closed long ago said and showed; that it was, and how it ended, stays."""
    due = GapRequest.objects.due_for_purge(KEPT_FOR).select_for_update(of=("self",))
    request = get_or_none(due.select_related("enterprise").filter(pk=request_id))
    if request is None:
        return
    erase_documents(gap_request=request)
    request.remark = request.explanation = ""
    request.purged_at = timezone.now()
    request.save(update_fields=["remark", "explanation", "purged_at"])
    record("gap_request.purged", actor=SYSTEM, subject=request.enterprise, request=request.pk)

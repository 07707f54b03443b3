"""Takes a file in: inspected, scanned and stored before any transaction (ADR 0018).

The scan happens at once: the person knows at once, and an infected file is never stored. When clamd does not
answer in time the file is stored as pending, and the outbox scans it as soon as clamd is back.
"""

from __future__ import annotations

import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

import structlog
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monespace.documents.inspection import InspectedFile, clean_name, inspect
from monespace.documents.models import StoredFile
from monespace.documents.rules import NO_ROOM, TOO_MANY, refusal
from monespace.documents.scanning import ScannerUnavailable, is_clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from monespace.documents.rules import FileRules

log = structlog.get_logger(__name__)
Row = TypeVar("Row", bound=StoredFile)
Scan = StoredFile.Scan
SCAN_SECONDS = 3.0
SECONDS_OF_ONE_REQUEST = 25.0
INFECTED = _(
    "« %(label)s » : le fichier %(name)s contient un virus et n’a pas été gardé. "
    "Analysez votre appareil, puis ajoutez une version saine."
)


def last_moment() -> float:
    """Return until when the files of a request that begins now are taken in, on the monotonic clock."""
    return time.monotonic() + SECONDS_OF_ONE_REQUEST


def take_in(upload: UploadedFile, rules: FileRules, row: Row, *, folder: UUID, until: float) -> Row:
    """Store ``upload`` below ``documents/<folder>/`` and describe it in ``row``, which is still to be saved.

    A file whose turn comes after ``until`` is one of too many: a hundred that take long would hold a thread
    of the web process for minutes. Raises ValidationError, with what to do, for a file that cannot be kept;
    nothing of it stays behind then, on a full disk neither.
    """
    if time.monotonic() > until:
        raise refusal(rules, clean_name(upload.name or ""), TOO_MANY, code="lost")
    with closing(inspect(upload, rules)) as inspected:
        row.scan = _scan(upload, inspected, rules)
        row.scanned_at = timezone.now() if row.scan == Scan.CLEAN else None
        row.original_name = inspected.name
        row.content_type = inspected.content_type
        row.size = inspected.size
        row.sha256 = inspected.sha256
        row.file = _store(inspected, rules, f"documents/{folder}/{row.pk}.{inspected.extension}")
    return row


@dataclass
class Taken(Generic[Row]):
    """Files that are stored, each described in a row still to be saved; ``are_kept`` once the rows are."""

    rows: list[Row] = field(default_factory=list)
    are_kept: bool = False


@contextmanager
def taken_in(
    uploads: Iterable[UploadedFile], rules: FileRules, new_row: Callable[[], Row], *, folder: UUID
) -> Iterator[Taken[Row]]:
    """Store every upload for a block that saves their rows and then says so; otherwise they are deleted.

    All are kept or none: raises ValidationError with the refusals of all.
    """
    taken: Taken[Row] = Taken()
    refusals: list[ValidationError] = []
    until = last_moment()
    try:
        for upload in uploads:
            try:
                taken.rows.append(take_in(upload, rules, new_row(), folder=folder, until=until))
            except ValidationError as refused:
                refusals.append(refused)
        if refusals:
            raise ValidationError(refusals)
        yield taken
    finally:
        if not taken.are_kept:
            for row in taken.rows:
                default_storage.delete(str(row.file))


def _store(inspected: InspectedFile, rules: FileRules, name: str) -> str:
    """Write the file and return its name, or raise ValidationError when there is no room for it."""
    try:
        return default_storage.save(name, inspected.content)
    except OSError as error:
        log.exception("document_not_stored", errno=error.errno)
        with suppress(OSError):
            default_storage.delete(name)  # what was written of it
        raise refusal(rules, inspected.name, NO_ROOM, code="lost") from error


def _scan(upload: UploadedFile, inspected: InspectedFile, rules: FileRules) -> Scan:
    """Return what the scanner says; raise ValidationError for a virus, also in what the copy has lost.

    Whoever sent one must know it of their device; what is kept is scanned for those who open it.
    """
    try:
        if is_clean(upload, timeout=SCAN_SECONDS) and is_clean(inspected, timeout=SCAN_SECONDS):
            return Scan.CLEAN
    except ScannerUnavailable:
        return Scan.PENDING
    raise refusal(rules, inspected.name, INFECTED, code="infected")

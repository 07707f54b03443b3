"""What a code or a file says of a sealed document: never more than anybody may know (ADR 0072)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from monespace.common.db import get_or_none
from monespace.sealing.codes import WRITTEN, normalize_code
from monespace.sealing.models import Kind, SealedDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

LONGEST_WRITTEN = 64  # bytes that the written address of a code takes, and more


class Verdict(StrEnum):
    """What became of what was shown to us."""

    GENUINE = "genuine"  # the file is the one that we sealed, byte by byte
    ALTERED = "altered"  # it bears the code of one of ours, and is not that one
    KNOWN = "known"  # the code is of one of ours; no file was compared
    ERASED = "erased"  # the code is of one of ours, of which we no longer keep a copy
    DAMAGED = "damaged"  # the code is of one of ours, of which our own copy is no longer what we sealed
    MISTYPED = "mistyped"  # no code of ours can read so
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """A verdict, and the document it is about."""

    verdict: Verdict
    document: SealedDocument | None = None

    @property
    def kind(self) -> str:
        """What the document is, in words."""
        return str(Kind(self.document.kind).label) if self.document else ""

    @property
    def erased_at(self) -> datetime | None:
        """Since when we no longer keep a copy; None where we keep one."""
        copy = getattr(self.document, "erased_copy", None)
        return copy.erased_at if copy else None

    @property
    def title(self) -> str:
        """What it is about."""
        return self._told("title")

    @property
    def service(self) -> str:
        """Who is competent."""
        return self._told("service")

    @property
    def at(self) -> datetime | None:
        """The moment that the document bears."""
        return parse_datetime(self.document.about["at"]) if self.document else None

    def _told(self, name: str) -> str:
        texts: Mapping[str, str] = self.document.about[name] if self.document else {}
        return texts.get(get_language() or "fr") or texts.get("fr", "")


def finding_of_code(typed: str) -> Finding:
    """Return what a typed code says; our own copy is hashed again."""
    code = normalize_code(typed)
    if not code:
        return Finding(Verdict.MISTYPED)
    document = get_or_none(_documents().filter(code=code))
    if document is None:
        return Finding(Verdict.UNKNOWN)
    if hasattr(document, "erased_copy"):
        return Finding(Verdict.ERASED, document)
    return Finding(Verdict.KNOWN if is_as_sealed(document) else Verdict.DAMAGED, document)


def finding_of_file(pieces: Iterable[bytes]) -> Finding:
    """Return what a file says, read once, piece by piece; nothing of it is kept or interpreted."""
    digest, code, tail = hashlib.sha256(), "", b""
    for piece in pieces:
        digest.update(piece)
        window = tail + piece
        found = None if code else WRITTEN.search(window)
        code = found[1].decode() if found else code
        tail = window[-LONGEST_WRITTEN:]
    document = get_or_none(_documents().filter(sha256=digest.hexdigest()))
    if document is not None:
        return Finding(Verdict.GENUINE, document)
    document = get_or_none(_documents().filter(code=code)) if code else None
    return Finding(Verdict.ALTERED if document else Verdict.UNKNOWN, document)


def _documents() -> QuerySet[SealedDocument]:
    return SealedDocument.objects.select_related("erased_copy")


def is_as_sealed(document: SealedDocument) -> bool:
    """Whether the file that we keep has the hash of its row."""
    try:
        with document.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == document.sha256
    except (OSError, ValueError):
        return False


def flaw_of(document: SealedDocument) -> str:
    """Say what is wrong with the file that we keep; nothing when it is sealed as it was."""
    from monespace.sealing.pdf_seal import is_sealed  # noqa: PLC0415 - a second and 35 MB, for this alone

    try:
        with document.file.open("rb") as file:
            content = file.read()
    except (OSError, ValueError):
        return "its file is missing"
    if hashlib.sha256(content).hexdigest() != document.sha256:
        return "its file does not have the hash of its row"
    return "" if is_sealed(content) else "its file does not bear our seal"

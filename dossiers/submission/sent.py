"""What was sent, as the engine understands it again: the same answers, day and files give the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossiers.engine.journey import Journey
from dossiers.filling.models import Attachment

if TYPE_CHECKING:
    from dossiers.engine.schema import Definition
    from dossiers.submission.models import Submission


@dataclass
class SentFile:
    """A document of the submission, as the engine names files."""

    original_name: str
    size: int
    scan: str = Attachment.Scan.CLEAN


def journey_of(submission: Submission, definition: Definition) -> Journey:
    """Return what was sent, as it was understood: also a complement by the day of the request."""
    return Journey(
        definition,
        submission.answers,
        today=submission.understood_on,
        files={
            document["id"]: SentFile(document["name"], document["size"]) for document in submission.documents
        },
    )

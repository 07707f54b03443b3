"""What was sent on old versions is understood and shown for ever as it was: compared with files kept of it.

Each file of ``kept/`` holds a definition as it was published, what somebody sent on it, and what is shown of
that in four languages. They are evidence: when one no longer matches, the code is wrong, not the file.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from django.utils.translation import override

from dossiers.engine.schema import Definition
from dossiers.engine.summary import summary
from dossiers.models import Dossier, Submission
from dossiers.receipts.content import answers
from dossiers.receipts.selectors import accepted_texts
from dossiers.sealed.content import demarche_row, service_rows
from dossiers.submission.sent import journey_of
from monespace.common.canonical import sha256

KEPT = sorted((Path(__file__).parent / "kept").glob("*.json"))
LANGUAGES = ("fr", "de", "nl", "en")


def of(path: Path) -> tuple[dict, Submission, Definition]:
    """Return what is kept in a file: all of it, what was sent, and the definition it was sent on."""
    kept = json.loads(path.read_text())
    submission = Submission(
        dossier=Dossier(submitted_at=datetime.fromisoformat(kept["submitted_at"])),
        **{
            name: kept[name] for name in ("answers", "documents", "declarations", "payload", "payload_sha256")
        },
        actor={},
    )
    return kept, submission, Definition.model_validate(kept["definition"])


def shown(submission: Submission, definition: Definition, language: str) -> list[str]:
    """Return what people read of a submission, that comes from its version and their answers."""
    with override(language):
        rows = [demarche_row(definition, language), *service_rows(definition, language)]
        lines = [f"{label}: {value}" for label, value in rows]
        lines += [text(language) for text in accepted_texts(submission, definition)]
        for section in answers(summary(journey_of(submission, definition), language)):
            lines += [section["title"], *(f"{label}: {value}" for label, value in section["rows"])]
    return lines


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_sent_is_shown_as_it_was(path, language):
    kept, submission, definition = of(path)
    assert shown(submission, definition, language) == kept["shown"][language]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_what_was_sent_is_understood_as_it_was(path):
    _kept, submission, definition = of(path)
    journey = journey_of(submission, definition)
    assert journey.is_complete
    assert journey.payload() == submission.payload
    assert sha256(submission.payload) == submission.payload_sha256


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_version_that_was_published_keeps_its_checksum(path):
    kept, _submission, definition = of(path)
    assert definition.content() == kept["definition"]


def test_old_versions_and_every_kind_are_kept():
    kept = {path.stem for path in KEPT}
    assert {"prime-velo-1", "sesam-1", "prime-habitation-1", "toutes-les-questions-1"} <= kept

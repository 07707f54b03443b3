"""After its erasure nothing of a dossier is left but what stays on purpose: in rows, files and mails."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage

from dossiers.models import Dossier, Submission
from dossiers.states import State
from tests.retention.scene import WORD, files_of, past, tables_with, whole_life

pytestmark = pytest.mark.django_db


def test_no_typed_word_name_or_file_is_left_anywhere(clamd):
    dossier = whole_life()
    held = {
        "dossiers_attachment",
        "dossiers_complementanswers",
        "dossiers_complementrequest",
        "dossiers_decision",
        "dossiers_decisionproposal",
        "dossiers_internalnote",
        "dossiers_message",
        "dossiers_messagedocument",
        "dossiers_signatory",
        "dossiers_stepanswers",
        "dossiers_submission",
        "helpdesk_consultation",
        "mail_mail",
    }
    assert tables_with(WORD) == held
    files = files_of(dossier)
    assert len(files) >= 6
    hashes = list(Submission.objects.order_by("number").values_list("payload_sha256", flat=True))
    erased = past(dossier)
    assert erased.state == State.ANONYMISED
    assert tables_with(WORD) == set()
    assert [name for name in files if default_storage.exists(name)] == []
    assert files_of(erased) == set()
    assert list(Submission.objects.order_by("number").values_list("payload_sha256", flat=True)) == hashes
    kept = ("reference", "submitted_at", "ended_at", "demarche_version_id", "owner_user_id", "language")
    assert [getattr(erased, one) for one in kept] == [getattr(dossier, one) for one in kept]
    assert Dossier.objects.count() == 1

"""Discarding: asked first, then everything the draft held is gone; what was sent stays."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dossiers.models import Attachment, Dossier, StepAnswers
from dossiers.states import State
from monespace.journal.models import Event
from monespace.outbox.testing import drain
from tests.filling.browser import save, step_url, url
from tests.filling.definition import VOUS
from tests.filling.samples import pdf

pytestmark = pytest.mark.django_db


def test_a_draft_goes_with_its_answers_and_files_once_it_is_confirmed(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    citizen.post(step_url(draft, "pieces"), {"facture": SimpleUploadedFile("a.pdf", pdf())})
    stored = Attachment.objects.get().file.name
    assert citizen.get(url("discard", draft)).status_code == 200
    assert StepAnswers.objects.exists()
    assert citizen.post(url("discard", draft)).status_code == 302
    draft.refresh_from_db()
    assert draft.state == State.DISCARDED
    assert not StepAnswers.objects.exists()
    assert drain() == ["attachment.erase"]
    assert not default_storage.exists(stored)
    assert Event.objects.about(draft).last().tag == "dossier.discarded"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Ce brouillon a été supprimé"),
        ("de", "Dieser Entwurf wurde gelöscht"),
        ("nl", "Dit ontwerp is verwijderd"),
        ("en", "This draft has been deleted"),
    ],
)
def test_its_page_says_that_it_was_deleted_not_that_it_came_too_late(citizen, draft, language, said):
    citizen.post(url("discard", draft))
    citizen.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = citizen.get(url("detail", draft)).content.decode()
    assert page.count(said) >= 2, "as its state, and in what happened to it"
    assert "à temps" not in page


def test_discarding_twice_is_no_error(citizen, draft):
    for _click in range(2):
        assert citizen.post(url("discard", draft)).status_code == 302
    assert Event.objects.filter(tag="dossier.discarded").count() == 1


def test_what_was_sent_cannot_be_discarded(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    Dossier.objects.update(state=State.SUBMITTED, reference="ME-TEST", submitted_at=timezone.now())
    assert citizen.post(url("discard", draft))["Location"] == url("detail", draft)
    assert StepAnswers.objects.exists()

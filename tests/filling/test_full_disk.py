"""No room for documents: the page's answers are safe, so are the files that fitted, and the page says so."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.models import Attachment, StepAnswers
from monespace.documents import uploads
from monespace.journal.models import Event
from tests.filling.browser import open_step, step_url, url
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.filling.samples import pdf
from tests.support.full_disk import fill_disk, stored_in

pytestmark = pytest.mark.django_db

FIELDS = [
    question("mot"),
    question("factures", "file", max_files=15),
    question("devis", "file", max_files=10, optional=True),
]


@pytest.fixture
def begun(person):
    """A draft whose only step asks a text and documents."""
    return draft_of(person, version=publish(steps=[{"key": "un", "title": text("Un"), "fields": FIELDS}]))


def files(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, pdf(name)) for name in names]


def typed(draft) -> dict[str, str]:
    return StepAnswers.objects.get(dossier=draft, step="un").values


@pytest.mark.parametrize("action", ["continue", "save", "previous", "upload"])
@pytest.mark.parametrize("written", [0, 100])
def test_a_full_disk_keeps_the_answers_and_the_files_that_fitted(
    citizen, begun, monkeypatch, action, written
):
    page = open_step(citizen, begun, "un")
    with monkeypatch.context() as fault:
        fill_disk(fault, after=1, written=written)
        page = page.post(action, mot="gardé", factures=files("a.pdf", "b.pdf"), devis=files("c.pdf"))
    assert page.response.status_code == 200
    assert typed(begun) == {"mot": "gardé"}
    kept = Attachment.objects.get()
    assert kept.original_name == "a.pdf"
    assert stored_in(begun.pk) == [f"{kept.pk}.pdf"]
    for said in ("b.pdf n’a pas pu être gardé", "c.pdf n’a pas pu être gardé", "la place manque"):
        assert said in page.html
    assert "Vos réponses de cette page sont enregistrées" in page.html
    again = page.post("continue", factures=files("b.pdf"), devis=files("c.pdf"))
    assert again.response["Location"] == url("review", begun)
    assert len(stored_in(begun.pk)) == 3
    assert Event.objects.about(begun).filter(tag="document.added").count() == 2


def test_a_full_disk_for_files_that_arrive_keeps_the_answers(citizen, begun, settings, monkeypatch):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    page = open_step(citizen, begun, "un")
    with monkeypatch.context() as fault:
        fault.setattr(uploads, "TemporaryFile", full)
        page = page.post("save", mot="gardé", factures=files("a.pdf", "b.pdf"))
    assert typed(begun) == {"mot": "gardé"}
    assert not Attachment.objects.exists()
    for name in ("a.pdf", "b.pdf"):
        assert f"{name} n’a pas pu être gardé" in page.html
    assert page.post("save", factures=files("a.pdf")).response.status_code == 302
    assert Attachment.objects.get().original_name == "a.pdf"


def full(**_options: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_full_disk_says_so_on_the_page_of_the_documents_too(citizen, begun, monkeypatch):
    added = {"step": "un", "field": "factures", "file": files("a.pdf", "b.pdf")}
    with monkeypatch.context() as fault:
        fill_disk(fault, after=1)
        answer = citizen.post(url("documents", begun), added, follow=True)
    assert "b.pdf n’a pas pu être gardé" in answer.content.decode()
    assert len(stored_in(begun.pk)) == 1
    assert Attachment.objects.get().original_name == "a.pdf"


def test_answers_older_than_a_colleagues_still_have_their_files_said(citizen, begun, monkeypatch):
    page = open_step(citizen, begun, "un")
    open_step(citizen, begun, "un").post("save", mot="ailleurs")
    with monkeypatch.context() as fault:
        fill_disk(fault, after=1)
        page = page.post("save", mot="ici", factures=files("a.pdf", "b.pdf"))
    assert page.response.status_code == 409
    assert typed(begun) == {"mot": "ailleurs"}
    assert page.fields["mot"] == "ici"
    assert "b.pdf n’a pas pu être gardé" in page.html
    assert Attachment.objects.get().original_name == "a.pdf"


def test_answers_are_kept_before_anything_is_done_with_a_file(citizen, begun, monkeypatch):
    page = open_step(citizen, begun, "un")
    with monkeypatch.context() as fault:
        fault.setattr("dossiers.filling.storage.change_documents", full)
        with pytest.raises(OSError, match="No space"):
            citizen.post(step_url(begun, "un"), {**page.fields, "mot": "gardé", "devis": files("c.pdf")})
    assert typed(begun) == {"mot": "gardé"}

"""Files within their questions' limits are taken together; what is too much is named, no more is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.models import Attachment, StepAnswers
from monespace.documents import uploads
from tests.filling.browser import open_step, url
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.filling.samples import pdf, picture
from tests.filling.test_full_disk import FIELDS, files, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(person):
    """A draft whose only step asks a text and documents."""
    fields = [*FIELDS, question("remarque", "long_text", optional=True)]
    return draft_of(person, version=publish(steps=[{"key": "un", "title": text("Un"), "fields": fields}]))


def numbered(prefix: str, count: int) -> list[SimpleUploadedFile]:
    return files(*(f"{prefix}{rank}.pdf" for rank in range(count)))


def names(field: str) -> list[str]:
    return list(Attachment.objects.current().filter(field=field).values_list("original_name", flat=True))


def test_every_file_within_the_limits_of_its_question_is_taken(citizen, begun):
    page = open_step(citizen, begun, "un")
    page = page.post("continue", mot="oui", factures=numbered("f", 15), devis=numbered("d", 10))
    assert page.response["Location"] == url("review", begun)
    assert (len(names("factures")), len(names("devis"))) == (15, 10)
    assert typed(begun)["mot"] == "oui"


def test_one_too_many_is_named_and_the_others_are_kept(citizen, begun):
    page = open_step(citizen, begun, "un").post("save", mot="oui", devis=numbered("d", 12))
    assert names("devis") == [f"d{rank}.pdf" for rank in range(10)]
    for name in ("d10.pdf", "d11.pdf"):
        assert f"{name} n’est pas ajouté, car 10 fichiers au plus sont permis" in page.html
    assert typed(begun)["mot"] == "oui"


def test_each_refusal_names_its_file(citizen, begun):
    given = [
        SimpleUploadedFile("note.docx", b"PK"),
        SimpleUploadedFile("vide.pdf", b""),
        SimpleUploadedFile("faux.pdf", b"MZ\x90\x00" * 90),
        SimpleUploadedFile("lourd.pdf", b"%PDF-1.7\n" + b"x" * 10_000_000),
        *files("bon.pdf"),
    ]
    page = open_step(citizen, begun, "un").post("save", mot="oui", factures=given)
    assert names("factures") == ["bon.pdf"]
    for said in (
        "note.docx n’est pas accepté",
        "vide.pdf est vide",
        "faux.pdf ne correspond pas à son nom",
        "lourd.pdf est trop lourd. Choisissez un fichier de 10 Mo au plus",
    ):
        assert said in page.html
    assert typed(begun)["mot"] == "oui"


def test_what_is_too_much_for_one_request_is_named_and_the_answers_and_other_files_are_kept(
    citizen, begun, monkeypatch
):
    monkeypatch.setattr(uploads, "MOST_FILES_TOGETHER", 3)
    page = open_step(citizen, begun, "un").post("save", mot="oui", factures=numbered("f", 5))
    assert names("factures") == ["f0.pdf", "f1.pdf", "f2.pdf"]
    for name in ("f3.pdf", "f4.pdf"):
        assert f"{name} n’est pas ajouté, car vous avez choisi trop de fichiers à la fois" in page.html
    assert typed(begun)["mot"] == "oui"
    assert page.post("save", factures=files("f3.pdf", "f4.pdf")).response.status_code == 302
    assert len(names("factures")) == 5


def test_the_same_content_again_is_said(citizen, begun):
    page = open_step(citizen, begun, "un")
    same = [SimpleUploadedFile(name, pdf("même")) for name in ("a.pdf", "b.pdf")]
    shown = page.post("save", mot="oui", factures=same).follow().html
    assert names("factures") == ["a.pdf"]
    assert "Les fichiers b.pdf et a.pdf ont le même contenu : nous ne gardons que a.pdf" in shown
    again = open_step(citizen, begun, "un").post("upload", factures=[*files("c.pdf"), same_as("a.pdf")])
    assert "Le fichier a.pdf était déjà parmi vos documents" in again.follow().html
    assert names("factures") == ["a.pdf", "c.pdf"]


def same_as(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf("même"))


def test_the_same_content_is_said_on_the_page_of_the_documents_too(citizen, begun):
    added = {"step": "un", "field": "factures", "file": [same_as("a.pdf"), same_as("b.pdf")]}
    shown = citizen.post(url("documents", begun), added, follow=True).content.decode()
    assert "Les fichiers b.pdf et a.pdf ont le même contenu" in shown


def test_a_text_far_too_long_is_kept_and_its_question_says_so(citizen, begun):
    long = "é" * 2_000_000
    page = open_step(citizen, begun, "un").post("continue", mot="oui", remarque=long, factures=files("a.pdf"))
    assert page.response.status_code == 200
    assert StepAnswers.objects.get(dossier=begun).values == {"mot": "oui", "remarque": long}
    assert names("factures") == ["a.pdf"]
    assert "2000 caractères" in page.html or "2\u202f000 caractères" in page.html


def test_a_picture_is_another_document_than_a_pdf_of_the_same_name(citizen, begun):
    given = [SimpleUploadedFile("a.pdf", pdf()), SimpleUploadedFile("a.png", picture("PNG"))]
    open_step(citizen, begun, "un").post("save", factures=given)
    assert names("factures") == ["a.pdf", "a.png"]

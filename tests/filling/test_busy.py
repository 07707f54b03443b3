"""Files that are not judged, as too many are, or take too long together: only they are sent back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.models import Attachment, StepAnswers
from monespace.documents import intake
from monespace.documents.sandbox import cleaned
from monespace.documents.sandbox.places import Places
from tests.filling.browser import open_step, url
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.filling.samples import pdf
from tests.support.hostile import pdfs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clamd")]

FIELDS = [question("mot"), question("factures", "file", max_files=15)]


@pytest.fixture
def begun(person):
    """A draft whose only step asks a text and documents."""
    return draft_of(person, version=publish(steps=[{"key": "un", "title": text("Un"), "fields": FIELDS}]))


@pytest.fixture
def one_place(tmp_path, monkeypatch, settings) -> Places:
    """The only place there is to judge a file."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    places = Places("busy", count=1, asking=2)
    monkeypatch.setattr(cleaned, "places", lambda: places)
    settings.CLEANING_WAIT_SECONDS = 0.05
    return places


def files(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, pdf(name)) for name in names]


@pytest.mark.parametrize("button", ["continue", "upload", "save"])
def test_who_finds_no_place_loses_nothing_else_and_succeeds_a_moment_later(citizen, begun, one_place, button):
    page = open_step(citizen, begun, "un")
    with one_place.hold(wait=0):
        page = page.post(button, mot="gardé", factures=files("a.pdf"))
    assert 'value="gardé"' in page.html
    assert "a.pdf n’est pas ajouté, car beaucoup de fichiers sont vérifiés" in page.html
    assert "Ajoutez-le à nouveau dans un instant" in page.html
    assert StepAnswers.objects.get(dossier=begun, step="un").values == {"mot": "gardé"}
    assert not Attachment.objects.exists()
    again = page.post("continue", factures=files("a.pdf"))
    assert again.response["Location"] == url("review", begun)


def test_the_one_of_several_that_finds_a_place_is_kept_beside_those_that_find_none(
    citizen, begun, one_place, monkeypatch
):
    places = iter([one_place, Places("busy", count=1, asking=0), one_place])
    monkeypatch.setattr(cleaned, "places", lambda: next(places))
    page = open_step(citizen, begun, "un").post(
        "continue", mot="gardé", factures=files("a.pdf", "b.pdf", "c.pdf")
    )
    assert "b.pdf n’est pas ajouté, car beaucoup de fichiers sont vérifiés" in page.html
    assert {one.original_name for one in Attachment.objects.all()} == {"a.pdf", "c.pdf"}
    assert 'value="gardé"' in page.html


def test_a_bomb_is_refused_by_its_name_and_the_file_beside_it_is_kept(citizen, begun):
    bomb = SimpleUploadedFile("bombe.pdf", pdfs.object_stream(600))
    page = open_step(citizen, begun, "un")
    page = page.post("continue", mot="gardé", factures=[bomb, *files("a.pdf")])
    assert "le fichier bombe.pdf " in page.html
    assert Attachment.objects.get().original_name == "a.pdf"
    assert StepAnswers.objects.get(dossier=begun, step="un").values == {"mot": "gardé"}


def test_files_that_take_too_long_together_are_sent_back_one_by_one(citizen, begun, monkeypatch):
    open_step(citizen, begun, "un").post("upload", mot="gardé", factures=files("a.pdf"))
    page = open_step(citizen, begun, "un")
    monkeypatch.setattr(intake, "SECONDS_OF_ONE_REQUEST", -1.0)
    page = page.post("upload", factures=files("b.pdf", "c.pdf"))
    for name in ("b.pdf", "c.pdf"):
        assert f"{name} n’est pas ajouté, car vous avez choisi trop de fichiers à la fois" in page.html
    assert [one.original_name for one in Attachment.objects.all()] == ["a.pdf"]

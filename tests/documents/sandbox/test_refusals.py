"""What a person is told when a file was not judged, and that nothing of it stays behind or in memory."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from monespace.documents.cleaning.refusals import Reason, Unfit
from monespace.documents.inspection import inspect
from monespace.documents.rules import Rules
from monespace.documents.sandbox import cleaned
from monespace.documents.sandbox.places import NoPlace
from monespace.documents.sandbox.process import Broken, NoAnswer
from tests.filling.samples import pdf, picture

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules("Facture")


@pytest.fixture(autouse=True)
def folders(tmp_path, settings) -> Path:
    """Keep the folders of judged files where the test can look."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


class Piecewise(BytesIO):
    """A file that is too large to be read whole."""

    def read(self, size: int | None = -1) -> bytes:
        assert (size or 0) > 0, "the whole file was asked for"
        return super().read(size)


def test_a_file_is_judged_hashed_and_copied_piece_by_piece(folders):
    upload = UploadedFile(Piecewise(picture()), name="facture.jpg", size=len(picture()))
    with closing(inspect(upload, RULES)) as kept:
        assert kept.size == len(kept.content.read())
        assert len(kept.sha256) == 64
        assert b"".join(kept.chunks()).startswith(b"\xff\xd8")
    assert kept.content.closed
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NoPlace(), "beaucoup de fichiers sont vérifiés en ce moment. Ajoutez-le à nouveau dans un instant"),
        (NoAnswer(), "beaucoup de fichiers sont vérifiés en ce moment"),
        (Broken(), "nous ne pouvons pas vérifier de fichiers en ce moment"),
        (OSError(28, "No space left"), "la place manque pour les documents"),
        (Unfit(Reason.DEMANDING), "demande trop de travail à vérifier"),
    ],
)
def test_the_true_cause_is_told_with_the_name_of_the_file(monkeypatch, folders, error, told):
    def failing(*_args, **_named):
        raise error

    inspect(SimpleUploadedFile("facture.pdf", pdf()), RULES).close()
    monkeypatch.setattr(cleaned, "clean_apart", failing)
    with pytest.raises(ValidationError) as refused:
        inspect(SimpleUploadedFile("facture.pdf", pdf()), RULES)
    assert "facture.pdf" in refused.value.messages[0]
    assert told in refused.value.messages[0]
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize("trick", ["symlink_to", "hardlink_to", "mkdir"])
def test_a_copy_that_is_no_file_of_its_own_is_not_opened(monkeypatch, tmp_path, folders, trick):
    secret = tmp_path / "secret"
    secret.write_text("key")

    def astray(_source, target, **_named):
        getattr(target, trick)(*[secret] * (trick != "mkdir"))
        return "pdf"

    monkeypatch.setattr(cleaned, "clean_apart", astray)
    with pytest.raises(ValidationError, match="pas"):
        inspect(SimpleUploadedFile("facture.pdf", pdf()), RULES)
    assert list(folders.iterdir()) == [secret]

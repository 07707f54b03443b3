"""Inspection: sound files pass, disguised, active, locked and broken ones are refused with what to do."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from dossiers.engine.kinds import FileQuestion
from monespace.documents.cleaning import pictures
from monespace.documents.inspection import clean_name, inspect
from tests.documents.pdf.audit import suspicious
from tests.documents.pdf.pages import drawn
from tests.documents.pdf.signed import signed
from tests.filling.definition import text
from tests.filling.samples import pdf, picture

QUESTION = FileQuestion(kind="file", key="piece", label=text("Pièce"), max_mb=1)
JAVASCRIPT = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
LAUNCH = pikepdf.Dictionary(S=pikepdf.Name("/Launch"), F="calc.exe")


@dataclass
class Kept:
    name: str
    content_type: str
    content: bytes


def inspected(name: str, content: bytes) -> Kept:
    with closing(inspect(SimpleUploadedFile(name, content), QUESTION)) as kept:
        return Kept(kept.name, kept.content_type, kept.content.read())


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        inspected(name, content)
    return refused.value.messages[0]


def test_a_sound_pdf_is_kept_as_it_came():
    assert inspected("a.pdf", pdf()).content == pdf()


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.JFIF", "JPEG"), ("a.png", "PNG")]
)
def test_a_picture_is_drawn_anew_and_looks_the_same(name, kind):
    kept = inspected(name, picture(kind))
    with Image.open(BytesIO(kept.content)) as drawn:
        assert drawn.format == kind
        assert drawn.size == (40, 20)
        red, green, _blue = drawn.convert("RGB").getpixel((5, 10))
        assert red > 200
        assert green < 60


def test_a_picture_loses_what_is_written_in_it():
    exif = Image.Exif()
    exif[0x010E] = "Namur, chez Ada"
    exif[0x0112] = 6
    kept = inspected("a.jpg", picture(exif=exif, comment=b"secret") + b"<script>")
    for hidden in (b"Ada", b"secret", b"<script>", b"Exif"):
        assert hidden not in kept.content
    with Image.open(BytesIO(kept.content)) as upright:
        assert upright.size == (20, 40)


@pytest.mark.parametrize(
    "entries",
    [
        {"OpenAction": JAVASCRIPT},
        {"OpenAction": LAUNCH},
        {"AA": pikepdf.Dictionary(O=pikepdf.Dictionary(Next=pikepdf.Array([JAVASCRIPT])))},
    ],
)
def test_an_active_pdf_is_kept_without_its_programs(entries):
    content = pdf(**entries)
    assert suspicious(content)
    assert suspicious(inspected("a.pdf", content).content) == []


def test_a_form_that_a_program_draws_is_refused():
    content = pdf(AcroForm=pikepdf.Dictionary(XFA=pikepdf.Array()))
    assert "contient un programme ou un autre fichier" in refusal("a.pdf", content)


def test_a_pdf_with_a_file_inside_is_refused():
    document = pikepdf.open(BytesIO(pdf()))
    document.attachments["virus.exe"] = b"MZ"
    written = BytesIO()
    document.save(written)
    assert "contient un programme ou un autre fichier" in refusal("a.pdf", written.getvalue())


def test_a_signed_pdf_that_is_active_is_refused_with_what_becomes_of_its_signature():
    content = signed(pdf())
    assert inspected("a.pdf", content).content == content
    assert "est signé et contient un programme" in refusal("a.pdf", signed(pdf(OpenAction=JAVASCRIPT)))


def test_a_locked_pdf_is_refused():
    assert "protégé par un mot de passe" in refusal("a.pdf", pdf(password="x"))


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_a_pdf_that_opens_without_password_is_kept_whatever_its_owner_forbids(strength):
    content = locked_for_its_owner(pdf(), strength)
    copy = inspected("a.pdf", content).content
    assert drawn(copy) == drawn(content)
    assert b"/Encrypt" not in copy


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
@pytest.mark.parametrize("action", [JAVASCRIPT, LAUNCH])
def test_an_active_pdf_loses_its_programs_behind_a_password_of_its_owner_too(strength, action):
    content = locked_for_its_owner(pdf(OpenAction=action), strength)
    assert suspicious(content)
    assert suspicious(inspected("a.pdf", content).content) == []


def test_a_pdf_locked_in_an_unknown_way_is_refused_as_locked():
    content = locked_for_its_owner(pdf(), 4).replace(b"/Standard", b"/Adobe.XY")
    assert "protégé par un mot de passe" in refusal("a.pdf", content)


def locked_for_its_owner(content: bytes, strength: int) -> bytes:
    document, written = pikepdf.open(BytesIO(content)), BytesIO()
    modern = {"aes": True, "metadata": True} if strength >= 4 else {"aes": False, "metadata": False}
    document.save(written, encryption=pikepdf.Encryption(owner="x", user="", R=strength, **modern))
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.exe", b"MZ", "Choisissez un fichier PDF, JPG, PNG"),
        ("a.pdf", b"MZ\x90\x00" * 100, "ne correspond pas à son nom"),
        ("a.pdf", b"", "le fichier a.pdf est vide"),
        ("a.pdf", b"%PDF-1.7\n" + b"x" * 1_000_001, "1 Mo au plus"),
        ("a.pdf", b"%PDF-1.7\njunk", "est abîmé"),
        ("a.pdf", b"\xef\xbb\xbf" + pdf(), "est abîmé"),
        ("a.jpg", picture()[:400], "est abîmé"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "est abîmé"),
        ("a.svg", b"<svg onload='alert(1)'/>", "Choisissez un fichier PDF, JPG, PNG"),
    ],
)
def test_what_is_not_sound_is_refused_with_what_to_do(name, content, reason):
    assert reason in refusal(name, content)


def test_a_file_may_be_named_wrongly_when_its_type_is_accepted():
    kept = inspected("photo.png", picture("JPEG"))
    assert (kept.name, kept.content_type) == ("photo.jpg", "image/jpeg")


def test_a_png_that_moves_is_kept_as_its_first_picture():
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "blue", "green")]
    moving = BytesIO()
    frames[0].save(moving, "PNG", save_all=True, append_images=frames[1:])
    assert b"acTL" in moving.getvalue()
    with Image.open(BytesIO(inspected("a.png", moving.getvalue()).content)) as kept:
        assert getattr(kept, "n_frames", 1) == 1
        assert kept.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch):
    assert inspected("a.png", picture("PNG", (200, 100)))
    monkeypatch.setattr(pictures, "MOST_PIXELS", 19_999)
    assert "trop grande" in refusal("a.png", picture("PNG", (200, 100)))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("facture.pdf", "facture.pdf"),
        ("../../etc/passwd", ".. .. etc passwd"),
        ("a\r\nb: c.pdf", "a b c.pdf"),
        ("fdp\u202etxt.exe", "fdptxt.exe"),
        ("", "document"),
        ("\x00", "document"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
    ],
)
def test_a_name_is_kept_for_people_without_tricks(name, kept):
    assert clean_name(name) == kept


def test_a_name_is_not_endless():
    assert len(clean_name("é" * 500 + ".pdf", "pdf")) == 154
    assert len(clean_name("a." + "b" * 500)) == 150


@pytest.mark.parametrize("name", ["é" * 251 + ".pdf", "x" * 150 + ".pdf", "x" * 147 + ".pdf"])
def test_a_long_name_does_not_cost_a_file_its_type(name):
    assert inspected("court.pdf", pdf()).content == pdf()
    assert inspected(name, pdf()).name == f"{name.removesuffix('.pdf')[:150]}.pdf"
    assert "PDF" in refusal(name.replace(".pdf", ".exe"), pdf())

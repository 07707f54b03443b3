"""A seal holds for the file as it left us, and for no other; the key is tried at the start."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from django.core.checks import ERROR, WARNING, run_checks
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.utils import IntegrityError

from monespace.common import key_pairs
from monespace.sealing import seal_key
from monespace.sealing.models import SealedDocument
from monespace.sealing.pdf_seal import is_sealed, seal
from monespace.sealing.services import drop_document
from monespace.sealing.typesetting import typeset
from tests.sealing.documents import PICTURE, assert_integrity_is_checked, data, elements
from tests.support.certificates import write_drawn_certificate


def said(level: int) -> list[str]:
    return [message.msg for message in run_checks(tags=["monespace"]) if message.level == level]


def test_a_sealed_document_keeps_what_typst_made_and_says_where_to_verify_it(pdf, document):
    assert pdf.startswith(b"%PDF-1.7")
    assert (len(pdf), hashlib.sha256(pdf).hexdigest()) == (document.size, document.sha256)
    assert f"?code={document.code}".encode() in pdf
    assert [one["kind"] for one in elements(pdf)].count("/H1") == 1
    with pikepdf.open(BytesIO(pdf)) as read:
        (field,) = read.Root.AcroForm.Fields
        assert (str(field.T), str(field.TU)) == ("Seal", "Mon Espace")
        assert float(field.Rect[2]) < 0  # outside the page: no drawing needs a description
        assert "/DocMDP" in read.Root.Perms
        with read.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_the_seal_is_behind_the_same_bytes():
    made = typeset("document", data("Minerva"), "fr", pictures=PICTURE)
    sealed = seal(made, address="https://monespace.example/verifier/")
    assert sealed.startswith(made)
    assert is_sealed(sealed)
    assert not is_sealed(made)


def test_a_changed_byte_breaks_the_seal(pdf):
    assert is_sealed(pdf)
    for place in (20, len(pdf) // 3, len(pdf) // 2, len(pdf) - 10):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert not is_sealed(bytes(changed)), place
    assert not is_sealed(pdf + b"\n% something added\n")
    assert not is_sealed(b"")


def test_a_seal_of_another_key_is_not_ours(pdf, settings, tmp_path):
    write_drawn_certificate(tmp_path / "crt", tmp_path / "key", "another seal")
    before = Path(settings.SEAL_CERT).read_bytes()
    settings.SEAL_CERT, settings.SEAL_KEY = str(tmp_path / "crt"), str(tmp_path / "key")
    assert not is_sealed(pdf)
    assert said(ERROR) == []
    with (tmp_path / "crt").open("ab") as certificates:
        certificates.write(before)
    assert is_sealed(pdf), "the certificates before ours follow it in the file"
    assert said(ERROR) == []


def test_a_key_is_read_once_for_many_seals_and_a_new_one_at_once(monkeypatch, settings, tmp_path):
    made = typeset("document", data("Minerva"), "fr", pictures=PICTURE)
    key_pairs._loaded.cache_clear()
    reads = []

    def reading(read):
        return lambda *given, **named: reads.append(read) or read(*given, **named)

    for name in ("load_der_private_key", "load_pem_private_key"):
        monkeypatch.setattr(serialization, name, reading(getattr(serialization, name)))
    monkeypatch.setattr(key_pairs, "load_pem_private_key", serialization.load_pem_private_key)
    for _ in range(3):
        assert is_sealed(seal(made, address="https://monespace.example/verifier/"))
    assert len(reads) == 1

    write_drawn_certificate(tmp_path / "crt", tmp_path / "key", "another seal")
    settings.SEAL_CERT, settings.SEAL_KEY = str(tmp_path / "crt"), str(tmp_path / "key")
    for _ in range(3):
        assert is_sealed(seal(made, address="https://monespace.example/verifier/"))
    assert len(reads) == 2


def test_a_signature_holds_for_its_content_and_our_keys():
    signature = seal_key.sign(b"content")
    assert seal_key.is_signed(b"content", signature)
    assert not seal_key.is_signed(b"contents", signature)
    assert not seal_key.is_signed(b"content", "")
    assert not seal_key.is_signed(b"content", "é")
    assert not seal_key.is_signed(b"content", signature[:-8] + "AAAAAAA=")


@pytest.mark.parametrize("name", ["SEAL_CERT", "SEAL_KEY"])
@pytest.mark.parametrize("content", [b"", b"nonsense", None])
def test_a_pair_that_cannot_be_used_is_named_at_the_start(settings, tmp_path, name, content):
    assert said(ERROR) == []
    path = tmp_path / "file.pem"
    if content is not None:
        path.write_bytes(content)
    setattr(settings, name, str(path))
    problems = said(ERROR)
    assert problems
    assert all(problem.startswith(name) for problem in problems)


def test_the_key_of_another_certificate_is_named_at_the_start(settings, tmp_path):
    write_drawn_certificate(tmp_path / "crt", tmp_path / "key", "another seal")
    settings.SEAL_KEY = str(tmp_path / "key")
    assert said(ERROR) == ["SEAL_KEY is not the key of SEAL_CERT: give the two files of one pair."]


@pytest.mark.parametrize(("days", "is_said"), [(365, False), (59, True), (-1, True)])
def test_a_certificate_that_ends_is_said(settings, tmp_path, days, is_said):
    write_drawn_certificate(tmp_path / "crt", tmp_path / "key", f"seal of {days}", days=days)
    settings.SEAL_CERT, settings.SEAL_KEY = str(tmp_path / "crt"), str(tmp_path / "key")
    assert any("SEAL_CERT ends on" in problem for problem in said(WARNING)) is is_said


@pytest.mark.parametrize("statement", ["UPDATE {} SET language = 'de'", "DELETE FROM {}"])
def test_what_was_sealed_is_never_changed(document, statement):
    table = SealedDocument._meta.db_table
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_check_integrity_finds_a_document_that_is_no_longer_what_it_was(document, pdf, capsys):
    assert_integrity_is_checked(document, pdf, capsys)


def test_a_document_without_a_row_is_dropped(document):
    name = document.file.name
    assert default_storage.exists(name)
    drop_document(document)
    assert not default_storage.exists(name)

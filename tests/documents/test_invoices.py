"""Electronic invoices in a PDF pass; any other file in one does not, nor an invoice that is more."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from monespace.documents.cleaning import invoices
from monespace.documents.inspection import inspect
from monespace.documents.rules import Rules
from tests.filling.samples import pdf

CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
FACTUR_X = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- EN 16931 --><rsm:CrossIndustryInvoice xmlns:rsm="{CII}">'
    "<rsm:ExchangedDocument>F-2026-17 é</rsm:ExchangedDocument></rsm:CrossIndustryInvoice>"
).encode()
UBL = "urn:oasis:names:specification:ubl:schema:xsd:{0}-2"
SOUND = {
    "factur-x.xml": FACTUR_X,
    "xrechnung.xml": FACTUR_X,
    "ZUGFeRD-invoice.xml": b'<x:CrossIndustryDocument xmlns:x="urn:ferd:CrossIndustryDocument:invoice:1p0"/>',
    "UBL.XML": f'<Invoice xmlns="{UBL.format("Invoice")}"/>'.encode(),
    "credit.xml": f'<CreditNote xmlns="{UBL.format("CreditNote")}"/>'.encode(),
}
INVOICE = f'<x:CrossIndustryInvoice xmlns:x="{CII}">%s</x:CrossIndustryInvoice>'
BAD = {
    "another file": b"MZ\x90\x00",
    "no XML": b"F-2026-17",
    "nothing": b"",
    "another root": b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
    "an invoice of nobody": b"<CrossIndustryInvoice/>",
    "a document type": b'<!DOCTYPE x [<!ENTITY e "e">]>' + (INVOICE % "&e;").encode(),
    "an instruction before": b'<?xml-stylesheet href="a.xsl" type="text/xsl"?>' + (INVOICE % "").encode(),
    "an instruction inside": (INVOICE % "<?php system('id') ?>").encode(),
    "a file inside": (INVOICE % "<x:AttachmentBinaryObject>TVqQ</x:AttachmentBinaryObject>").encode(),
    "something after": (INVOICE % "").encode() + b"MZ",
}


def with_file(name: str, content: bytes, **encryption: object) -> bytes:
    """Return a PDF that carries a file."""
    document, written = pikepdf.open(BytesIO(pdf())), BytesIO()
    document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)
    document.save(written, **encryption)
    return written.getvalue()


def copy_of(content: bytes) -> bytes:
    """Return the copy that is kept."""
    with closing(inspect(SimpleUploadedFile("facture.pdf", content), Rules("Facture"))) as kept:
        return kept.content.read()


def is_kept(content: bytes) -> bool:
    try:
        return files(copy_of(content)) == files(content)
    except ValidationError as refused:
        return "facture.pdf contient un programme ou un autre fichier" not in refused.messages[0]


def files(content: bytes) -> dict[str, bytes]:
    """Return the files that a PDF carries, by name."""
    with pikepdf.open(BytesIO(content)) as document:
        return {name: one.get_file().read_bytes() for name, one in document.attachments.items()}


@pytest.mark.parametrize("name", SOUND)
def test_an_electronic_invoice_is_kept_with_its_pdf(name):
    assert is_kept(with_file(name, SOUND[name]))


def test_an_electronic_invoice_is_kept_in_a_pdf_that_its_owner_protected():
    owner = pikepdf.Encryption(owner="x", user="")
    assert is_kept(with_file("factur-x.xml", FACTUR_X, encryption=owner))
    assert not is_kept(with_file("factur-x.xml", b"MZ", encryption=owner))


@pytest.mark.parametrize("what", BAD)
def test_what_only_bears_the_name_of_an_invoice_is_refused(what):
    assert not is_kept(with_file("factur-x.xml", BAD[what]))


@pytest.mark.parametrize("name", ["factur-x.exe", "factur-x.xml.hta", "factur-x", "factur-x.html"])
def test_an_invoice_under_the_name_of_a_program_is_refused(name):
    assert is_kept(with_file("factur-x.xml", FACTUR_X))
    assert not is_kept(with_file(name, FACTUR_X))


def test_another_file_beside_an_invoice_is_refused():
    document, written = pikepdf.open(BytesIO(with_file("factur-x.xml", FACTUR_X))), BytesIO()
    document.attachments["plan.xml"] = b"<plan/>"
    document.save(written)
    assert not is_kept(written.getvalue())


def test_a_script_beside_an_invoice_is_taken_out_and_the_invoice_stays():
    document, written = pikepdf.open(BytesIO(with_file("factur-x.xml", FACTUR_X))), BytesIO()
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
    document.save(written)
    copy = copy_of(written.getvalue())
    assert files(copy) == {"factur-x.xml": FACTUR_X}
    assert b"alert" not in copy


def test_a_file_attached_to_a_page_or_not_named_at_all_is_judged_too():
    for content, kept in ((FACTUR_X, True), (b"MZ", False)):
        document, written = pikepdf.open(BytesIO(pdf())), BytesIO()
        stream = document.make_stream(content, Type=pikepdf.Name("/EmbeddedFile"))
        document.Root.AF = pikepdf.Array([document.make_indirect(stream)])
        document.save(written)
        assert is_kept(written.getvalue()) is kept


def test_an_invoice_that_would_swell_is_refused(monkeypatch):
    content = with_file("factur-x.xml", (INVOICE % (" " * 10_000)).encode())
    assert is_kept(content)
    monkeypatch.setattr(invoices, "LARGEST", 9_999)
    assert not is_kept(content)

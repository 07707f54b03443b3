"""A signed document is kept byte for byte, and only when every version of it is inert to its last object."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from monespace.documents.cleaning.pdf import signatures
from monespace.documents.cleaning.refusals import Reason
from tests.documents.pdf.audit import suspicious
from tests.documents.pdf.hostile import ACTIONS, REFUSED, TAKEN_OUT
from tests.documents.pdf.pages import (
    annotated,
    changed,
    document,
    drawn,
    kept,
    why_refused,
    with_marks,
    written,
)
from tests.documents.pdf.signed import signed, updated

PLAIN = written(document())
ZIP = b"PK\x05\x06" + b"\0" * 18


def later(change) -> bytes:
    """Return the page, signed, then updated without a new signature."""
    return updated(signed(PLAIN), change)


def validation(pdf: Pdf) -> list[pikepdf.Object]:
    """Add what proves the signature in the long term: certificates and what was said of them."""
    certificate = pdf.make_stream(b"0\x82")
    pdf.Root.DSS = Dictionary(
        Type=Name.DSS, Certs=Array([certificate]), VRI=Dictionary(AB=Dictionary(Cert=certificate))
    )
    return [pdf.Root]


def tagged(pdf: Pdf) -> None:
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.PieceInfo = Dictionary(
        Word=Dictionary(LastModified="D:2026", Private=Dictionary(Kind=Name.Letter))
    )
    pdf.Root.Extensions = Dictionary(ADBE=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=8))
    pdf.docinfo["/Author"] = "Ada"


SOUND = {
    "one signature": lambda: signed(PLAIN),
    "two people": lambda: signed(signed(PLAIN), "Grace Hopper"),
    "proofs for the long term": lambda: later(validation),
    "proofs, then a seal": lambda: signed(later(validation), "Horodatage"),
    "a web link": lambda: signed(with_marks(annotated("Link", A=ACTIONS["a web address"]))),
    "what programs add for themselves": lambda: signed(changed(tagged)),
    "made for the web": lambda: signed(written(document(), linearize=True)),
    "blanks after the end": lambda: signed(PLAIN) + b"\r\n\0\0",
}


@pytest.mark.parametrize("what", SOUND)
def test_a_signed_document_is_kept_byte_for_byte(what):
    content = SOUND[what]()
    assert b"/ETSI.CAdES.detached" in content
    assert kept(content) == content


@pytest.mark.parametrize(
    "name", sorted(TAKEN_OUT.keys() - {"script behind an owner's password", "script with escapes"})
)
def test_what_would_be_taken_out_has_a_signed_document_refused(name):
    if TAKEN_OUT[name].rstrip().endswith(b"%%EOF") and TAKEN_OUT[name].count(b"%%EOF") == 1:
        content = signed(TAKEN_OUT[name])
        assert b"/ETSI.CAdES.detached" in content
        assert why_refused(content) == Reason.SIGNED


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_signed(name):
    assert why_refused(signed(REFUSED[name])) in {Reason.ACTIVE, Reason.SIGNED}


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def orphan(pdf: Pdf) -> list[pikepdf.Object]:
    return [pdf.make_indirect(script())]


def opening(pdf: Pdf) -> list[pikepdf.Object]:
    pdf.Root.OpenAction = script()
    return [pdf.Root]


def closed(pdf: Pdf) -> list[pikepdf.Object]:
    del pdf.Root.OpenAction
    return [pdf.Root]


HOSTILE = {
    "script that nothing refers to": lambda: later(orphan),
    "script added later": lambda: later(opening),
    "script shown in the signed version only": lambda: updated(signed(updated(PLAIN, opening)), closed),
    "script that no table leads to": lambda: signed(
        PLAIN + b"\n90 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n%%EOF\n"
    ),
    "script in escapes that no table leads to": lambda: signed(
        PLAIN + b"\n90 0 obj\n<< /S /Java#53cript /JS (x) >>\nendobj\n%%EOF\n"
    ),
    "archive after the end": lambda: signed(PLAIN) + ZIP,
    "archive before the end": lambda: signed(PLAIN) + ZIP + b"\n%%EOF\n",
    "page of the web after the end": lambda: signed(PLAIN) + b"<html><script>alert(1)</script>",
    "page of the web before the start": lambda: signed(
        written(document(), object_stream_mode=pikepdf.ObjectStreamMode.disable).replace(
            b"%\xbf\xf7\xa2\xfe", b"%<b>x", 1
        )
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_hides_in_a_signed_document_has_it_refused(what):
    assert why_refused(signed(PLAIN)) == ""
    assert why_refused(HOSTILE[what]()) == Reason.SIGNED


def test_a_key_that_stands_twice_has_a_signed_document_refused():
    content = signed(
        changed(lambda pdf: pdf.pages[0].obj.Resources.Font.update({"/F2": Dictionary(Lx=1, Ly=2)}))
    )
    assert b"/Lx 1 /Ly 2" in content
    assert why_refused(content) == ""
    assert why_refused(content.replace(b"/Lx 1 /Ly 2", b"/Lx 1 /Lx 2")) == Reason.UNREADABLE


def test_more_versions_than_are_looked_at_are_too_much_work(monkeypatch):
    content = later(validation)
    assert why_refused(content) == ""
    monkeypatch.setattr(signatures, "MOST_VERSIONS", 1)
    assert why_refused(content) == Reason.DEMANDING


def test_what_signs_nothing_any_more_is_written_anew_with_its_look():
    again = written(pikepdf.open(BytesIO(signed(PLAIN))))
    copy = kept(again)
    assert copy != again
    assert b"/ByteRange" not in copy
    assert suspicious(copy) == []
    assert drawn(copy) == drawn(again)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/ByteRange [0000000000", b"/ByteRange [0000000001"),
        (b"/Contents <30", b"/Contents <31"),
        (b"/ByteRange [0000000000 ", b"/ByteRange [0000000000.0"),
    ],
)
def test_a_signature_of_other_bytes_has_nothing_kept_for_it(old, new):
    content = signed(changed(opening))
    assert why_refused(content) == Reason.SIGNED
    assert old in content
    assert suspicious(kept(content.replace(old, new))) == []


def test_the_signature_of_a_reader_that_grants_rights_is_no_persons():
    def grant(pdf: Pdf) -> None:
        pdf.Root.Perms = Dictionary(
            UR3=Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents="0")
        )

    copy = kept(changed(grant))
    assert b"/UR3" not in copy
    assert drawn(copy) == drawn(PLAIN)

"""Signed PDFs, made as programs make them: an update is appended, and all bytes but its own are signed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Name, Pdf

from tests.documents.pdf.pages import annotated

if TYPE_CHECKING:
    from collections.abc import Callable

ROOM = 4096  # bytes kept for the signature
SPANS, HOLE = b"/ByteRange [0000000000 0000000000 0000000000 0000000000]", b"<" + b"0" * 2 * ROOM + b">"


def updated(content: bytes, change: Callable[[Pdf], list[pikepdf.Object]]) -> bytes:
    """Return a PDF with an update appended: the objects that ``change`` returns, changed or new."""
    with pikepdf.open(BytesIO(content)) as pdf:
        objects = change(pdf)
        size = max(int(pdf.trailer.Size), *(one.objgen[0] + 1 for one in objects))
        root = pdf.Root.objgen[0]
        written, table = content, b""
        for one in objects:
            table += b"%d 1\n%010d 00000 n \n" % (one.objgen[0], len(written) + 1)
            written += b"\n%d 0 obj\n%s\nendobj\n" % (one.objgen[0], one.unparse(resolved=True))
    last = int(content.rpartition(b"startxref")[2].split()[0])
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (size, root, last)
    return written + b"xref\n" + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(written)


def signed(content: bytes, name: str = "Ada Lovelace") -> bytes:
    """Return a PDF with a signature that is seen on its first page."""

    def add(pdf: Pdf) -> list[pikepdf.Object]:
        page = pdf.pages[0].obj
        signature = pdf.make_indirect(
            Dictionary(
                Type=Name.Sig,
                Filter=Name("/Adobe.PPKLite"),
                SubFilter=Name("/ETSI.CAdES.detached"),
                Name=name,
            )
        )
        signature.ByteRange, signature.Contents = Name.SPANS, Name.HOLE
        field = annotated("Widget", FT=Name.Sig, T=name, V=signature, P=page)
        field = pdf.make_indirect(field)
        page.Annots = Array([*page.get("/Annots", []), field])
        form = pdf.Root.get("/AcroForm", Dictionary(Fields=Array(), SigFlags=3))
        form.Fields.append(field)
        pdf.Root.AcroForm = form
        return [signature, field, page, pdf.Root]

    with_room = updated(content, add)
    for mark, room in ((b"/ByteRange /SPANS", SPANS), (b"/Contents /HOLE", b"/Contents " + HOLE)):
        with_room = _with(with_room, len(content), mark, room)
    return _filled(with_room, len(content))


def _with(content: bytes, start: int, mark: bytes, room: bytes) -> bytes:
    """Return the content with room made after ``start``, and the places of what follows moved."""
    at = content.index(mark, start)
    grown = len(room) - len(mark)
    head, table = (
        content[:at] + room + content[at + len(mark) :].partition(b"\nxref\n")[0],
        content[at:].partition(b"\nxref\n")[2],
    )
    lines = [
        b"%010d 00000 n " % (int(line[:10]) + grown)
        if line.endswith(b"00000 n ") and int(line[:10]) > at
        else line
        for line in table.split(b"\n")
    ]
    place = lines.index(b"startxref") + 1
    lines[place] = b"%d" % (len(head) + 1)
    return head + b"\nxref\n" + b"\n".join(lines)


def _filled(content: bytes, start: int) -> bytes:
    """Return the content with its last hole filled by the signature of everything else."""
    before = content.index(HOLE, start)
    after = before + len(HOLE)
    spans = b"/ByteRange [0000000000 %010d %010d %010d]" % (before, after, len(content) - after)
    at = content.index(SPANS, start)
    content = content[:at] + spans + content[at + len(SPANS) :]
    signer = (
        PKCS7SignatureBuilder()
        .set_data(content[:before] + content[after:])
        .add_signer(*_identity(), SHA256())
    )
    cms = signer.sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary]).hex().encode()
    return content[:before] + b"<" + cms.ljust(2 * ROOM, b"0") + b">" + content[after:]


@cache
def _identity() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ada Lovelace (Signature)")])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    return built.sign(key, SHA256()), key

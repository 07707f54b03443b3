"""The seal on a PDF: a PAdES signature that certifies it whole, added behind what typst wrote.

pyHanko takes a second and 35 MB to import: only who seals or examines a seal imports this.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from monespace.sealing import seal_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.x509 import Certificate

    Result = TypeVar("Result")

FIELD = "Seal"
DIGEST = "sha256"
LABEL = "Mon Espace"  # what a reader of the screen says of the field
OUT_OF_SIGHT = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


def seal(pdf: bytes, *, address: str) -> bytes:
    """Return ``pdf`` certified by our key, no change allowed; ``address`` says where it is verified."""
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        location=address,
        name=LABEL,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    field = fields.SigFieldSpec(FIELD, readable_field_name=LABEL, invis_sig_settings=OUT_OF_SIGHT)
    signer = signers.PdfSigner(metadata, signer=_signer(), new_field_spec=field)
    return _apart(lambda: signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue())


def is_sealed(pdf: bytes) -> bool:
    """Whether ``pdf`` bears one seal, by a certificate of ours, and nothing of it was changed since.

    A certificate that has ended since still proves what it sealed.
    """
    ours = [_read(certificate) for certificate in seal_key.certificates()]
    try:
        (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
        trusted = ValidationContext(trust_roots=ours)
        status = _apart(lambda: validate_pdf_signature(signature, trusted, skip_diff=True))
    except Exception:  # noqa: BLE001 - whatever breaks a file breaks its seal
        return False
    is_ours = status.signing_cert.dump() in [certificate.dump() for certificate in ours]
    is_whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return is_ours and is_whole and status.intact and status.valid


def _apart(work: Callable[[], Result]) -> Result:
    """Do it in a thread of its own: pyHanko begins an event loop, which a thread that runs one refuses."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()


class _Signer(signers.Signer):
    """Signs with our key as it was read: pyHanko's own reads it anew, twice for a seal."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Return the signature of ``data``, or as many bytes."""
        key = seal_key.key()
        if dry_run:
            return bytes(key.key_size // 8)
        if digest_algorithm != DIGEST:
            raise ValueError(digest_algorithm)
        return key.sign(data, PKCS1v15(), SHA256())


def _signer() -> _Signer:
    certificate = _read(seal_key.certificates()[0])
    registry = SimpleCertificateStore()
    registry.register(certificate)
    return _Signer(signing_cert=certificate, cert_registry=registry)


def _read(certificate: Certificate) -> x509.Certificate:
    """Return a certificate as pyHanko has them."""
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))

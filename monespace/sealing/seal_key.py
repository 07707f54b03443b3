"""Our seal: the key that signs, the certificates by which everything signed is verified."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from monespace.common.key_pairs import Unusable, key_of, read_file

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

CERT, KEY = "SEAL_CERT", "SEAL_KEY"
PADDING = padding.PSS(padding.MGF1(SHA256()), padding.PSS.DIGEST_LENGTH)


def key() -> RSAPrivateKey:
    """Return the key that seals; raise Unusable."""
    return key_of(KEY)


def certificates() -> list[x509.Certificate]:
    """Return the certificate of the key, then those before it, whose seals stand; raise Unusable."""
    try:
        return x509.load_pem_x509_certificates(read_file(CERT))
    except ValueError:
        raise Unusable(f"{CERT} is not a certificate in PEM.") from None


def sign(content: bytes) -> str:
    """Return our signature of ``content`` in base64."""
    return base64.b64encode(key().sign(content, PADDING, SHA256())).decode()


def is_signed(content: bytes, signature: str) -> bool:
    """Whether ``signature`` is one of ``content`` by a key of ours, of now or of before."""
    try:
        made = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    return any(_fits(certificate, made, content) for certificate in certificates())


def _fits(certificate: x509.Certificate, signature: bytes, content: bytes) -> bool:
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        return False
    try:
        key.verify(signature, content, PADDING, SHA256())
    except InvalidSignature:
        return False
    return True
